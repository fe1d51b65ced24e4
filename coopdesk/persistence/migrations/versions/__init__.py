"""The versions of the book, oldest first: each file leads from the one before it to the next."""
