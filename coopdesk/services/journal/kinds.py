"""What an entry of the journal can be besides a command, and how it names what was done."""

BEFORE = "Before"
"""Kind of the first entry of a book that is older than its journal: it owns all that was there."""
FOUNDED = "NewBook"
"""Kind of the first entry of a new book."""
BACKUP = "Backup"
"""Kind of an entry that records a copy."""
RESTORED = "Restore"
"""Kind of an entry that records which backup the book was put back from."""
DIRECT = "Direct"
"""Kind of an entry that owns facts which no command added."""


class Act(str):
    """What was done, as an entry names it: the name of the command, or one of the kinds above."""
