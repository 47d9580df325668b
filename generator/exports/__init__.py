"""Evidence -> other formats: one small module a format."""
