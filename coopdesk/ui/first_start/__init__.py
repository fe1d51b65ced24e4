"""The first start: cards that lead to the sample book, a new book and an existing one, and the books opened before."""
