"""The co-operative itself: its classes of shares and what its charter decides."""
