"""The editor's tools: what helps while a dossier is written and is no part of what is published."""
