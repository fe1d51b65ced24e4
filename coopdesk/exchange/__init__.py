"""Files in and out, and other outside knowledge that is neither a paper nor the book."""
