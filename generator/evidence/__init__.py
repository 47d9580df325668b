"""Dossier -> Evidence: every quotation found in its source, every citation resolved, or a problem that says why."""
