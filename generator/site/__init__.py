"""Evidence -> pages: addresses, view models, words of the interface, HTML."""
