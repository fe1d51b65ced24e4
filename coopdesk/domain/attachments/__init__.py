"""Files that are attached to things of the book: photos, scanned papers."""
