"""The co-operative, its classes of shares and its fiscal years."""
