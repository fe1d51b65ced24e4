"""What is attached to the things of a book: use cases."""
