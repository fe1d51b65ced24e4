"""Use cases: one frozen command, one call, one transaction. What they need of the outside is a Protocol in ``ports``."""
