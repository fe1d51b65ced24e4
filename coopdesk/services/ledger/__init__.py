"""The ledger: use cases."""
