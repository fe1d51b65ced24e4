"""Keeping the ledger: vouchers, books, the close of months and years, statements."""
