"""Colours, type sizes and spacing as data, so that a test can compute what the eye must be able to read.

Knows no widget and no Qt: `theme` turns these values into a palette and a style sheet.
"""

from dataclasses import dataclass
from enum import Enum

STEP = 4
SPACE_IN = 8
SPACE_CARD = 16
SPACE_PAGE = 24
_BASE = 13
_BLACK_LIMIT = 0.04045


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as `#RRGGBB`."""

    ground: str
    surface: str
    subtle: str
    ink: str
    secondary: str
    hairline: str
    border: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    accent_mid: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    hover: str

    def text_pairs(self) -> list[tuple[str, str, str]]:
        """Every (what, text colour, ground) that a page may put together, for the contrast audit."""
        grounds = {"ground": self.ground, "surface": self.surface, "subtle": self.subtle}
        inks = {
            "ink": self.ink,
            "secondary": self.secondary,
            "accent": self.accent,
            "warning": self.warning,
            "error": self.error,
        }
        pairs = [(f"{i} on {g}", inks[i], grounds[g]) for i in inks for g in grounds]
        return [
            *pairs,
            ("primary button", self.on_accent, self.accent),
            ("primary button hovered", self.on_accent, self.accent_hover),
            ("selected row", self.ink, self.accent_soft),
            ("selected secondary", self.secondary, self.accent_soft),
            ("selected page", self.accent, self.accent_soft),
            ("selected negative", self.error, self.accent_soft),
            ("hovered", self.ink, self.hover),
            ("hovered accent", self.accent, self.hover),
            ("warning strip", self.warning, self.warning_soft),
            ("warning strip text", self.ink, self.warning_soft),
            ("error strip", self.error, self.error_soft),
            ("error strip text", self.ink, self.error_soft),
        ]


LIGHT = Palette(
    ground="#F6F5F2",
    surface="#FFFFFF",
    subtle="#FBFAF8",
    ink="#1F2933",
    secondary="#5B6770",
    hairline="#DEDBD3",
    border="#CBC7BC",
    accent="#1F6F54",
    on_accent="#FFFFFF",
    accent_hover="#185A44",
    accent_soft="#E2F0E9",
    accent_mid="#8FBFA9",
    warning="#8A5C00",
    warning_soft="#FBF3DF",
    error="#B3261E",
    error_soft="#FBEAE8",
    hover="#F1EFEA",
)

DARK = Palette(
    ground="#16191B",
    surface="#1E2325",
    subtle="#23292B",
    ink="#E6EAEC",
    secondary="#A7B1B7",
    hairline="#353D40",
    border="#4A5459",
    accent="#62C39D",
    on_accent="#0C1F17",
    accent_hover="#7AD1AF",
    accent_soft="#1F3A30",
    accent_mid="#3C7A62",
    warning="#E5B454",
    warning_soft="#37301E",
    error="#FF938A",
    error_soft="#3D2624",
    hover="#2A3134",
)


class Theme(Enum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"

    @property
    def palette(self) -> Palette:
        """The colours of this theme."""
        return DARK if self is Theme.DARK else LIGHT


class TextSize(Enum):
    """The three type sizes a person may choose; the value is the height of body text in pixels."""

    SMALL = 13
    MEDIUM = 15
    LARGE = 17

    @property
    def small(self) -> int:
        """Notes and captions, pixels."""
        return self.value - 1

    @property
    def body(self) -> int:
        """Text and table cells, pixels."""
        return self.value

    @property
    def section(self) -> int:
        """Headings within a page, pixels."""
        return self.value + 1

    @property
    def title(self) -> int:
        """The title of a page, pixels."""
        return self.value + 7

    @property
    def figure(self) -> int:
        """Key figures grow slower than body text, so that nine digits still stand beside each other."""
        return self.value + 13

    @property
    def row(self) -> int:
        """Height of a table row: 30 px at the smallest type."""
        return self.scaled(30)

    def scaled(self, pixels: int) -> int:
        """A length that is `pixels` at the smallest type."""
        return round(pixels * self.value / _BASE)


def contrast(text: str, ground: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours as WCAG 2 defines it, 1.0 to 21.0."""
    lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _BLACK_LIMIT else float(((part + 0.055) / 1.055) ** 2.4)
