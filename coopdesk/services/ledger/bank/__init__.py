"""银行对账: a bank's statement read as the bank gives it, kept in the book and matched with lines of the ledger."""
