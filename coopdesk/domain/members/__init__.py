"""Members and their shares: who they are, what they hold."""
