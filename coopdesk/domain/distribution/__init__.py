"""The yearly distribution of surplus (盈余分配): a scheme and facts in, every member's money to the fen out."""
