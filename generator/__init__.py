"""Build a static site in which every sentence stands beside the words it rests on."""

__version__ = "0.1.0"
