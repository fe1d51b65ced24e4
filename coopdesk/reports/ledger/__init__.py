"""The papers of the ledger: vouchers, books and statements."""
