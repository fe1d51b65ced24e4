"""The papers of the roll and the share register, declared: what each is made from, who draws it.

A new paper is one entry in `PAPERS`. Drawing is loaded by the first paper that is made, not by a start.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.i18n import N_
from coopdesk.services.members.papers.operation_book import (
    OPERATIONS,
    OperationFigures,
    build_operation_book,
)
from coopdesk.services.members.papers.register import REGISTER, RegisterFigures, build_register
from coopdesk.services.members.papers.sources import AGREEMENT, APPLICATION
from coopdesk.services.paper import AnyPaper, PaperSpec

if TYPE_CHECKING:
    from coopdesk.services.members.papers.agreement import AgreementFigures, AgreementSource
    from coopdesk.services.members.papers.application import ApplicationFigures, ApplicationSource
    from coopdesk.services.ports import Progress

AREA = "members"


def _write_register(
    figures: RegisterFigures, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.members.register import write_register

    return [write_register(figures, target, printed_on, progress)]


def _write_operation_book(
    figures: OperationFigures, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.members.operation_book import write_operation_book

    return [write_operation_book(figures, target, printed_on, progress)]


def _build_application(source: "ApplicationSource", printed_on: date) -> "ApplicationFigures":
    from coopdesk.services.members.papers.application import build_application

    return build_application(source, printed_on)


def _write_application(
    figures: "ApplicationFigures", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.members.application import write_application

    return [write_application(figures, target, printed_on, progress)]


def _build_agreement(source: "AgreementSource", printed_on: date) -> "AgreementFigures":
    from coopdesk.services.members.papers.agreement import build_agreement

    return build_agreement(source, printed_on)


def _write_agreement(
    figures: "AgreementFigures", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.members.agreement import write_agreement

    return [write_agreement(figures, target, printed_on, progress)]


PAPERS: tuple[AnyPaper, ...] = (
    PaperSpec(
        kind="register",
        area=AREA,
        title=N_("成员名册及股份登记簿"),
        note=N_("A4 横向，按所选日期列出成员和各类股份，证件不外露"),
        needs=REGISTER,
        build=build_register,
        write=_write_register,
        stem=lambda register: f"成员名册及股份登记簿（{register.day.isoformat()}）",
    ),
    PaperSpec(
        kind="operation_book",
        area=AREA,
        title=N_("股份变动登记簿"),
        note=N_("A4 横向，按登记号列出本年度生效的每一笔股份变动，含红字冲销"),
        needs=OPERATIONS,
        build=build_operation_book,
        write=_write_operation_book,
        stem=lambda of: f"{of.year}年股份变动登记簿",
    ),
    PaperSpec(
        kind="application",
        area=AREA,
        title=N_("入社申请书"),
        note=N_("A4 纵向，按名册填好，由申请人签名、大会决议"),
        needs=APPLICATION,
        build=_build_application,
        write=_write_application,
        stem=lambda source: f"入社申请书（{source.member.number}）",
    ),
    PaperSpec(
        kind="agreement",
        area=AREA,
        title=N_("股权转让协议"),
        note=N_("A4 纵向，按登记的转让或赠与填好，由双方签名"),
        needs=AGREEMENT,
        build=_build_agreement,
        write=_write_agreement,
        stem=lambda source: f"股权转让协议（第{source.operation}号）",
    ),
)
"""In the order of the gallery."""
