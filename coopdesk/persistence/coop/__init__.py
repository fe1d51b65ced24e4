"""The co-operative on disk."""
