"""What the charter decides once for all years (章程): where what rounding leaves behind goes."""

from enum import StrEnum


class Leftover(StrEnum):
    """What becomes of the 尾差: carried forward, given out by largest remainder, or none by rounding half up.

    ``HALF_UP`` rounds each entitlement by itself: what that pays more or less is taken from or left in the surplus.
    """

    CARRY = "carry"
    LARGEST_REMAINDER = "largest_remainder"
    HALF_UP = "half_up"
