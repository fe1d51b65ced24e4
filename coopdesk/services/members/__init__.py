"""The member roll and the share register."""
