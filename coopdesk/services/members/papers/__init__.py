"""Figures of the papers of the roll and the share register, frozen for printing."""
