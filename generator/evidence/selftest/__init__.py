"""The engine attacks itself: a dossier's own quotations and statements altered, to see what it refuses and accepts."""
