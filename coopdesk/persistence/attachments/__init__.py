"""What is attached to the things of a book: tables, store and checks."""
