"""Measured on the finished page: no text leaves the sheet, crosses a rule or runs into other text, however long."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.reports.distribution.notice import write_notice
from coopdesk.reports.distribution.sign_off import write_sign_off
from coopdesk.reports.distribution.slips import write_slips
from coopdesk.services.distribution.papers.notice import build_notice
from coopdesk.services.distribution.papers.sign_off import build_sign_off
from coopdesk.services.distribution.papers.slip import SlipFigures, build_slips
from coopdesk.services.distribution.plan import FrozenPlan
from tests.reports.plans import COOP, LONG_COOP, LONG_NAMES, PRINTED_ON, large_plan, plan_of_case
from tests.reports.reading import Place, text_places, upright_rules

EDGE = 8  # points that an ordinary printer leaves white
TOUCH = 0.6  # the bounds of outlines that only touch overlap by less
HUGE = Money.parse("999999999.99")
LONG = replace(COOP, name=LONG_COOP, accountant="欧阳㛃㛃", supervisor="阿不都热合曼·买买提依明")


def plans() -> dict[str, FrozenPlan]:
    made = {f"{lines} lines, huge": large_plan(16, lines, LONG_NAMES, HUGE, Quantity(200_000), LONG)
            for lines in (1, 2, 3, 6, 9)}  # fmt: skip
    return {"as in 2019": plan_of_case("01"), "two classes": plan_of_case("10"), **made}


PLANS = plans()


def troubles(path: Path, seals: bool = False) -> list[str]:
    """Everything on the pages that is out of place."""
    with pypdfium2.PdfDocument(path) as document:
        return [
            f"page {number}: {trouble}"
            for number, page in enumerate(document, 1)
            for trouble in _page_troubles(page, seals)
        ]


def _page_troubles(page: object, seals: bool) -> Iterator[str]:
    width, height = page.get_width(), page.get_height()  # type: ignore[attr-defined]  # untyped by pypdfium2
    places = sorted(text_places(page))
    rules = list(upright_rules(page))
    for at, place in enumerate(places):
        if (
            place.left < EDGE
            or place.bottom < EDGE
            or place.right > width - EDGE
            or place.top > height - EDGE
        ):
            yield f"leaves the sheet {place}"
        yield from (f"crosses a rule {place} {rule}" for rule in rules if _crosses(place, rule))
        for other in places[at + 1 :]:
            if other.left >= place.right:
                break
            if _overlap(place, other) and not seals:
                yield f"runs into other text {place} {other}"


def _crosses(text: Place, rule: Place) -> bool:
    middle = (rule.left + rule.right) / 2
    beside = text.left + TOUCH < middle < text.right - TOUCH
    return beside and min(text.top, rule.top) - max(text.bottom, rule.bottom) > TOUCH


def _overlap(one: Place, other: Place) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    along = min(one.top, other.top) - max(one.bottom, other.bottom)
    return across > TOUCH and along > TOUCH


@pytest.mark.parametrize("name", PLANS)
def test_slips(name: str, tmp_path: Path) -> None:
    figures: tuple[SlipFigures, ...] = build_slips(PLANS[name])
    write_slips(figures, tmp_path / "a.pdf", "a5", PRINTED_ON)
    assert troubles(tmp_path / "a.pdf") == []


@pytest.mark.parametrize("name", [name for name in PLANS if not name.startswith("9")])
def test_slips_on_continuous_paper(name: str, tmp_path: Path) -> None:
    write_slips(build_slips(PLANS[name]), tmp_path / "a.pdf", "241x93", PRINTED_ON)
    assert troubles(tmp_path / "a.pdf") == []


@pytest.mark.parametrize("name", PLANS)
def test_sign_off_sheets(name: str, tmp_path: Path) -> None:
    write_sign_off(build_sign_off(PLANS[name]), tmp_path / "a.pdf", PRINTED_ON)
    assert troubles(tmp_path / "a.pdf") == []


@pytest.mark.parametrize("name", PLANS)
def test_notices(name: str, tmp_path: Path) -> None:
    write_notice(build_notice(PLANS[name], PRINTED_ON), tmp_path / "a.pdf", PRINTED_ON)
    assert troubles(tmp_path / "a.pdf") == []


def test_three_slips_on_a_page(tmp_path: Path) -> None:
    for name, plan in PLANS.items():
        path = tmp_path / f"{name}.pdf"
        write_slips(build_slips(plan), path, "3up", PRINTED_ON)
        with pypdfium2.PdfDocument(path) as document:
            outside = [
                place
                for page in document
                for place in text_places(page)
                if place.left < EDGE or place.right > page.get_width() - EDGE
            ]
        assert outside == []


def test_the_measuring_itself_sees_a_text_that_is_too_wide() -> None:
    rule = Place(100, 10, 100.4, 30)
    assert _crosses(Place(90, 15, 110, 25), rule)
    assert not _crosses(Place(90, 15, 99, 25), rule)
    assert _overlap(Place(0, 0, 10, 10), Place(5, 5, 15, 15))
    assert not _overlap(Place(0, 0, 10, 10), Place(10, 0, 20, 10))
