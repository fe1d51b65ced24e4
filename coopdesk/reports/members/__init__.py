"""The drawing of the papers of the roll and the share register."""
