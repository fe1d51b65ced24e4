"""Votes beyond the one each member has: the additional votes (附加表决权) of Art. 22."""

EXTRA_VOTES_PERCENT = 20
"""Additional votes (附加表决权) together may be at most this part of the base votes (Art. 22)."""


def most_extra_votes(members: int) -> int:
    """Additional votes that members may hold together: a fifth of the base votes, one a member (Art. 22)."""
    return members * EXTRA_VOTES_PERCENT // 100
