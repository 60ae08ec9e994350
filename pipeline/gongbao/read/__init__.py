"""Bytes to documents: what a file is, how its text is encoded, and its text, never edited."""
