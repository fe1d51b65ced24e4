"""The co-op's books of account by 财会〔2021〕37号: accounts, vouchers, balances, the close of a year, statements."""
