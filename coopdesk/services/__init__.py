"""Use cases: one frozen command, one call, one transaction; what they need of the outside stands in ``ports``."""
