"""Drafts, frozen plans, loss years, measures and templates on disk."""
