"""The journal on disk and its chain of hashes."""
