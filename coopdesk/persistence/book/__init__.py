"""A book as a whole: its file, lock, engine, migration, backup, verification."""
