"""What stands on one page or form, written straight as a PDF content stream.

Text is gathered by font, size and grey and set in one block, which is what makes ten thousand slips quick; rules and
the like are written first. Lengths are points, the origin is the lower left corner. Nothing here knows a paper.
"""

from collections.abc import Sequence

from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.lettering import Lettering, Run

Ink = float | tuple[float, float, float]
"""What something is drawn in: a grey from 0 (black) to 1 (white), or a colour by its parts of red, green and blue."""
BLACK: Ink = 0.0
RED: Ink = (0.72, 0.07, 0.1)
"""What amounts below 0 are printed in (红字); dark enough to be read from a copy as well."""
GREY = 0.45
_ROUND = 0.5523  # how far a Bezier's handles stand out to draw a quarter of a circle
_OUTLINE = 0.02  # width of the outline that makes a regular face look bold, in sizes

_Key = tuple[str, str, float, float]
"""Operator of the ink, font, size and spacing."""


class ContentStream:
    """Collects shapes and text; `content` gives the bytes."""

    def __init__(self, lettering: Lettering) -> None:
        self.lettering = lettering
        self._shapes: list[str] = []
        self._texts: dict[_Key, list[str]] = {}
        self._mixed: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Style,
        size: float,
        ink: Ink = BLACK,
        spacing: float = 0.0,
    ) -> None:
        """Sets text with its left end at x and its base line at y; `spacing` is added after each character."""
        plain = self.lettering.plain(text, style)
        if plain is not None:
            key = (_in_ink(ink), plain[0], size, spacing)
            self._texts.setdefault(key, []).append(f"1 0 0 1 {x:.2f} {y:.2f} Tm<{plain[1]}>Tj")
            return
        # A name that needs two faces stays in one piece, or a search would not find it.
        parts = [f"{_in_ink(ink)} {spacing:g} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        at, apart = x, False
        for run in self.lettering.runs(text, style):
            if run.boxed:
                parts.append(self._box(at, y, run.boxed, size))
                apart = True
            else:
                parts.append((f" 1 0 0 1 {at:.2f} {y:.2f} Tm" if apart else "") + _shown(run, size))
                apart = False
            at += run.width * size / 1000
        self._mixed.append("".join(parts))

    def _box(self, x: float, y: float, character: str, size: float) -> str:
        """A character that no face holds: a box of its size with its number in Unicode, in two rows."""
        number = f"{ord(character):04X}"
        middle = (len(number) + 1) // 2
        self.frame(x + 0.05 * size, y - 0.12 * size, 0.9 * size, size, 0.4)
        small, shown = 0.46 * size, []
        for row, rise in ((number[:middle], 0.42), (number[middle:], -0.04)):
            left = x + (size - self.lettering.width(row, Style.SANS, small)) / 2
            font, codes = self.lettering.plain(row, Style.SANS) or ("", "")
            shown.append(f" 1 0 0 1 {left:.2f} {y + rise * size:.2f} Tm/{font} {small:.2f} Tf<{codes}>Tj")
        return "".join(shown)

    def right(self, x: float, y: float, text: str, style: Style, size: float, ink: Ink = BLACK) -> None:
        """Sets text with its right end at x."""
        self.text(x - self.lettering.width(text, style, size), y, text, style, size, ink)

    def centred(
        self,
        x: float,
        y: float,
        text: str,
        style: Style,
        size: float,
        ink: Ink = BLACK,
        spacing: float = 0.0,
    ) -> None:
        """Sets text with its middle at x."""
        width = self.lettering.width(text, style, size) + spacing * (len(text) - 1)
        self.text(x - width / 2, y, text, style, size, ink, spacing)

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> None:
        """A black rule."""
        self._shapes.append(f"{width:g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def polyline(self, points: Sequence[tuple[float, float]], width: float, grey: float) -> None:
        """A line from point to point, in a grey."""
        moves = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
        self._shapes.append(f"q {grey:g} G {width:g} w {moves} S Q")

    def dotted(self, x1: float, y: float, x2: float) -> None:
        """A level row of round dots, as leads the eye from a title to its page; no text, so a search finds none."""
        self._shapes.append(f"q {GREY} G 1 J .9 w [0 4] 0 d {x1:.2f} {y:.2f} m {x2:.2f} {y:.2f} l S Q")

    def dashed(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A thin grey dashed line, as for cutting."""
        self._shapes.append(f"q {GREY} G .4 w [4 3] 0 d {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S Q")

    def frame(self, x: float, y: float, width: float, height: float, line: float = 0.8) -> None:
        """The outline of a rectangle whose lower left corner is given."""
        self._shapes.append(f"{line:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def shade(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A rectangle filled with a light grey; to be drawn before what stands on it."""
        self._shapes.append(f"{grey:g} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f 0 g")

    def dashed_circle(self, x: float, y: float, radius: float) -> None:
        """A thin grey dashed circle about a middle: where a seal goes."""
        r, k = radius, radius * _ROUND
        arcs = (
            f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
            f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
            f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
            f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c"
        )
        self._shapes.append(f"q {GREY} G .5 w [2.5 2] 0 d {x + r:.2f} {y:.2f} m {arcs} s Q")

    def mask(self, x: float, y: float, side: float, image: str) -> None:
        """A square one-bit image, given as the inline image's own text, drawn in black."""
        self._shapes.append(f"q {side:.2f} 0 0 {side:.2f} {x:.2f} {y:.2f} cm {image} Q")

    def form(self, name: str, x: float = 0.0, y: float = 0.0) -> None:
        """A form of the paper, moved to (x, y)."""
        moved = f"1 0 0 1 {x:.2f} {y:.2f} cm " if x or y else ""
        self._shapes.append(f"q {moved}/{name} Do Q")

    def picture(self, name: str, matrix: Sequence[float]) -> None:
        """A picture of the paper; the matrix puts its unit square where it should stand (six figures, as in PDF)."""
        self._shapes.append(f"q {' '.join(f'{each:.2f}' for each in matrix)} cm /{name} Do Q")

    def content(self) -> bytes:
        """The finished stream."""
        parts = [*self._shapes, "BT"]
        ink, spacing = _in_ink(BLACK), 0.0
        for key, texts in sorted(self._texts.items()):
            if key[0] != ink:
                ink = key[0]
                parts.append(ink)
            if key[3] != spacing:
                spacing = key[3]
                parts.append(f"{spacing:g} Tc")
            parts.append(f"/{key[1]} {key[2]:g} Tf")
            parts += texts
        parts += [*self._mixed, "ET"]
        return "\n".join(parts).encode("ascii")


def _in_ink(ink: Ink) -> str:
    """The operator that lets what follows be filled in an ink."""
    return "{:g} {:g} {:g} rg".format(*ink) if isinstance(ink, tuple) else f"{ink:g} g"


def _shown(run: Run, size: float) -> str:
    """One run of a mixed text; a thickened one is filled and outlined, which leaves it searchable."""
    shown = f"/{run.font} {size:g} Tf<{run.codes}>Tj"
    return f" 2 Tr {size * _OUTLINE:.2f} w {shown} 0 Tr " if run.thickened else shown
