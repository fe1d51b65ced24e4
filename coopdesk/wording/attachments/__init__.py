"""Sentences about attached files."""
