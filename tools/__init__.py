"""Small programs for checking and releasing; nothing of the generator needs them."""
