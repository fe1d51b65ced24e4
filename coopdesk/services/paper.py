"""What a paper is to the rest of the program: what it is made from, how its figures are built, who draws them.

An area declares its papers in `coopdesk/reports/<area>/papers.py`; `coopdesk/papers.py` collects them, and gallery,
command line, preview, self-test and pictures read that one list. Here nothing is known of any paper.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from coopdesk.domain.distribution.scheme import Scheme
    from coopdesk.services.desk import Desk
    from coopdesk.services.paper_table import PaperTable
    from coopdesk.services.progress import Progress

Subject = TypeVar("Subject")
"""What papers are asked for: a year, a day, later a member, a contract, a range of vouchers, a meeting."""
Source = TypeVar("Source")
"""What is read from the book for it: a resolved plan, a draft, a loss year."""
Figures = TypeVar("Figures")
"""What stands on the paper, computed to the last figure."""


class PersonOnPaper(Protocol):
    """Somebody whom a paper names."""

    @property
    def number(self) -> str:
        """The member number."""

    @property
    def name(self) -> str:
        """The name as it is printed."""


def _nobody(_source: object) -> Iterable[PersonOnPaper]:
    return ()


class ChosenBy(Enum):
    """What a person names to have a paper: a fiscal year, a day, a month of a year or the whole of it, or besides the
    month the numbers of its vouchers."""

    YEAR = "year"
    DAY = "day"
    MONTH = "month"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen in the gallery or on the command line: the fiscal year, the day registers are printed as at, the
    schemes that a draft is to be compared with, by their titles, the month (1 to 12, 0 for the whole year), and which
    numbers of vouchers, as they were typed (empty for all)."""

    year: int
    day: date
    compared: "Sequence[tuple[str, Scheme]]" = ()
    month: int = 0
    numbers: str = ""


def usual_day(year: int, today: date) -> date:
    """The day a register of a year is printed as at where none was named: its last, or today where it is not over."""
    return min(today, date(year, 12, 31))


@dataclass(frozen=True, eq=False, slots=True)
class Chosen(Generic[Subject]):
    """How what papers are asked for follows from what a person chose. `by` is what the person has to name; `subject`
    reads little, for it is called whenever the gallery is shown."""

    by: ChosenBy
    subject: Callable[["Desk", Choice], Subject]


class NamedBy(Enum):
    """What a person names to have a paper of one thing: its member number, the number of a share operation or
    of a certificate, month, word and number of a voucher, the code of an account."""

    MEMBER = "member"
    OPERATION = "operation"
    CERTIFICATE = "certificate"
    VOUCHER = "voucher"
    ACCOUNT = "account"


@dataclass(frozen=True, eq=False, slots=True)
class Named(Generic[Subject]):
    """How what papers are asked for follows from the name of one thing, as a page or the command line gives it.

    The year and the day chosen beside it are there for papers that want one. ``subject`` reads little; a name that
    nothing has leads to a subject that is not ``there``, or to the `DomainError` that says so.
    """

    by: NamedBy
    subject: Callable[["Desk", str, Choice], Subject]


@dataclass(frozen=True, eq=False, slots=True)
class PaperSource(Generic[Subject, Source]):
    """What papers are made from. Papers that name the same source share it: it is read once for all of them.

    `subject` is the class of what papers are asked for. `there` says without reading whether the source exists for
    one. `read` takes it whole from the book and raises `DomainError` where it does not exist; it may take seconds and
    come from any thread. `persons` are those whom the papers name. Papers without `chosen` are of one thing and not
    in the gallery until a page asks for them: `named` says how the thing is named.
    """

    subject: type[Subject]
    there: Callable[[Subject], bool]
    read: Callable[["Desk", Subject], Source]
    persons: Callable[[Source], Iterable[PersonOnPaper]] = _nobody
    chosen: Chosen[Subject] | None = None
    named: Named[Subject] | None = None
    large: bool = False
    """Whether it is as large as the register, and so read when a paper is made, not when papers are shown."""
    on_demand: bool = False
    """Whether its papers are made when they are chosen and no sooner: there are many of them, or they are long."""


@dataclass(frozen=True, eq=False, slots=True)
class PaperSpec(Generic[Subject, Source, Figures]):
    """One paper of an area.

    `kind` is its name for programs (command line, jumps, pictures), one for the whole program. `title` and `note` are
    marked for translation: what the gallery says. `build` computes the figures for the day of printing, `write` draws
    them and returns its files; both load what they need when they are called. `stem` names the file without its ending
    (Chinese as papers are). `formats` are the endings it can be written with, the usual one first.
    """

    kind: str
    area: str
    title: str
    note: str
    needs: PaperSource[Subject, Source]
    build: Callable[[Source, date], Figures]
    write: Callable[[Figures, Path, date, "Progress | None"], list[Path]]
    stem: Callable[[Source], str]
    formats: tuple[str, ...] = ("pdf",)
    tables: "Callable[[Figures], Sequence[PaperTable]] | None" = None
    """What of it is written where a workbook is asked for (``xlsx`` among the formats)."""

    def file_name(self, source: Source) -> str:
        """The usual name of the paper's file, such as ``2019年度分红单.pdf``."""
        return f"{self.stem(source)}.{self.formats[0]}"

    def offered(self, subject: object) -> bool:
        """Whether the paper can be made for this."""
        return isinstance(subject, self.needs.subject) and self.needs.there(subject)


AnyPaper = PaperSpec[Any, Any, Any]
AnySource = PaperSource[Any, Any]


def offered(papers: Iterable[AnyPaper], desk: "Desk", choice: Choice) -> list[tuple[AnyPaper, Any]]:
    """The papers that can be made for what was chosen, each with what it is asked for, in their order."""
    subjects: dict[Chosen[Any], Any] = {}
    found = []
    for paper in papers:
        chosen = paper.needs.chosen
        if chosen is None:
            continue
        if chosen not in subjects:
            subjects[chosen] = chosen.subject(desk, choice)
        if paper.offered(subjects[chosen]):
            found.append((paper, subjects[chosen]))
    return found
