"""The sample book (示例账套): a whole co-operative of made-up persons, entered through the same commands as a real one.

Every command has a fixed id, so building again after an interruption completes the book and changes nothing that is
already there. Knows no file: what to enter is passed in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.domain.quantity import Quantity
from coopdesk.services.command import Changes
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    MarkPaid,
    RecordYearFigures,
)
from coopdesk.services.members.commands import RegisterMember
from coopdesk.services.progress import Progress

_NAMESPACE = UUID("6f0c2b1e-5a53-5d0e-9a55-6c696e676500")
_STEPS_BEFORE_MEMBERS = 2
_STEPS_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class SampleMember:
    """A made-up member, the shares taken on joining and the paper they rest on."""

    member: Member
    shares: Quantity
    document: str


@dataclass(frozen=True, slots=True)
class SampleYear:
    """One year as it went: figures, the template it was distributed by, the meeting, the payment."""

    figures: YearFigures
    record_date: date
    template: str
    resolution: Resolution
    paid_on: date
    payment_method: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything that is entered, in the order it is entered."""

    coop: CoopDetails
    share_class: ShareClass
    members: tuple[SampleMember, ...]
    years: tuple[SampleYear, ...]


def build_sample_book(desk: Desk, sample: Sample, progress: Progress | None = None) -> None:
    """Enter the sample into a new book, or what is missing of it into one begun before.

    Raises ``sample.other_book`` for a book that holds a real co-op, and ``Cancelled`` when ``progress`` does.
    """
    present = desk.coop.details()
    if present is not None and not present.sample:
        raise DomainError("sample.other_book", name=present.name)
    steps = _STEPS_BEFORE_MEMBERS + len(sample.members) + _STEPS_A_YEAR * len(sample.years)
    for done, _ in enumerate(_entered(desk, sample), start=1):
        if progress is not None:
            progress(done, steps)


def _entered(desk: Desk, sample: Sample) -> Iterator[Changes]:
    yield desk.run(SetUpCoop(command_id=_id("coop"), details=sample.coop))
    yield desk.run(DefineShareClass(command_id=_id("class"), share_class=sample.share_class))
    for entry in sample.members:
        yield desk.run(
            RegisterMember(
                command_id=_id("member", entry.member.number),
                member=entry.member,
                shares=entry.shares,
                share_class=sample.share_class.code,
                document=entry.document,
            )
        )
    for year in sample.years:
        yield desk.run(RecordYearFigures(command_id=_id("figures", year.figures.year), figures=year.figures))
        yield from _distributed(desk, year, sample.coop.accountant)


def _distributed(desk: Desk, sample_year: SampleYear, drafter: str) -> Iterator[Changes]:
    year = sample_year.figures.year
    template = next(
        template for template in desk.distribution.templates() if template.id == sample_year.template
    )
    drafted = desk.run(
        DraftDistribution(
            command_id=_id("draft", year),
            year=year,
            record_date=sample_year.record_date,
            scheme=desk.distribution.scheme_from(
                template, desk.distribution.facts(year, sample_year.record_date)
            ),
            template=template.id,
            drafter=drafter,
        )
    )
    yield drafted
    plan_id = int(drafted.reference)
    approval = ApproveDistribution(
        command_id=_id("approval", year), plan_id=plan_id, resolution=sample_year.resolution
    )
    yield desk.run(approval)
    payment = MarkPaid(
        command_id=_id("payment", year),
        plan_id=plan_id,
        day=sample_year.paid_on,
        method=sample_year.payment_method,
    )
    yield desk.run(payment)


def _id(*step: object) -> str:
    return uuid5(_NAMESPACE, "/".join(map(str, step))).hex
