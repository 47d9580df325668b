"""Disk -> Dossier: every file of a dossier read strictly, every mistake with its place."""
