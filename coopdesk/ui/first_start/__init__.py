"""The first start: doors to the sample book, a new book and an existing one, and the books opened before."""
