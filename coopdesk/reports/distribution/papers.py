"""The papers of a distribution, declared: what each is made from, who builds its figures, who draws it.

A new paper is one entry in `PAPERS`. Figures and drawing are loaded by the first paper that is made, not by a start.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.i18n import N_
from coopdesk.services.distribution.papers.account_sources import ACCOUNT, ACCOUNTS
from coopdesk.services.distribution.papers.sources import (
    CERTIFICATE,
    DRAFT,
    LOSS,
    RESOLVED,
    SETTLEMENT,
    PlanYear,
)
from coopdesk.services.paper import AnyPaper, PaperSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopdesk.services.distribution.loss_plan import LossPlan
    from coopdesk.services.distribution.papers.account_sheet import AccountFigures
    from coopdesk.services.distribution.papers.account_sources import SheetsOfYear
    from coopdesk.services.distribution.papers.certificate import CertificateFigures, CertificateSource
    from coopdesk.services.distribution.papers.loss import LossFigures
    from coopdesk.services.distribution.papers.notice import NoticeFigures
    from coopdesk.services.distribution.papers.proposal import ProposalFigures
    from coopdesk.services.distribution.papers.settlement import SettlementFigures, SettlementSource
    from coopdesk.services.distribution.papers.sign_off import SignOffSheet
    from coopdesk.services.distribution.papers.slip import SlipFigures
    from coopdesk.services.distribution.plan import FrozenPlan
    from coopdesk.services.distribution.proposal import Proposal
    from coopdesk.services.progress import Progress

AREA = "distribution"


def _slips(
    layout: str, title: str, note: str, name: str
) -> "PaperSpec[PlanYear, FrozenPlan, Sequence[SlipFigures]]":
    def build(plan: "FrozenPlan", _printed_on: date) -> "Sequence[SlipFigures]":
        from coopdesk.services.distribution.papers.slip import build_slips

        return build_slips(plan)

    def write(
        slips: "Sequence[SlipFigures]", target: Path, printed_on: date, progress: "Progress | None"
    ) -> list[Path]:
        from coopdesk.reports.distribution.slips import write_slips

        return write_slips(slips, target, layout, printed_on, progress)

    return PaperSpec(
        f"slips_{layout}",
        AREA,
        title,
        note,
        RESOLVED,
        build,
        write,
        lambda plan: f"{plan.year}年度{name}",
    )


def _build_settlement(source: "SettlementSource", printed_on: date) -> "SettlementFigures":
    from coopdesk.services.distribution.papers.settlement import build_settlement

    return build_settlement(source, printed_on)


def _write_settlement(
    figures: "SettlementFigures", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.distribution.settlement import write_settlement

    return [write_settlement(figures, target, printed_on, progress)]


def _build_certificate(source: "CertificateSource", printed_on: date) -> "CertificateFigures":
    from coopdesk.services.distribution.papers.certificate import build_certificate

    return build_certificate(source, printed_on)


def _write_certificate(
    figures: "CertificateFigures", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.distribution.certificate import write_certificate

    return [write_certificate(figures, target, printed_on, progress)]


def _build_sign_off(plan: "FrozenPlan", _printed_on: date) -> "SignOffSheet":
    from coopdesk.services.distribution.papers.sign_off import build_sign_off

    return build_sign_off(plan)


def _write_sign_off(
    figures: "SignOffSheet", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.distribution.sign_off import write_sign_off

    return [write_sign_off(figures, target, printed_on, progress)]


def _build_notice(plan: "FrozenPlan", _printed_on: date) -> "NoticeFigures":
    """The notice as it is posted from the day of the resolution on."""
    from coopdesk.services.distribution.papers.notice import build_notice

    return build_notice(plan, plan.resolution.day)


def _write_notice(
    figures: "NoticeFigures", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.distribution.notice import write_notice

    return [write_notice(figures, target, printed_on, progress)]


def _build_proposal(proposal: "Proposal", _printed_on: date) -> "ProposalFigures":
    from coopdesk.services.distribution.papers.proposal import build_proposal
    from coopdesk.wording import finding_in_chinese

    return build_proposal(proposal, finding_in_chinese)


def _write_proposal(
    figures: "ProposalFigures", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.distribution.proposal import write_proposal

    return [write_proposal(figures, target, printed_on, progress)]


def _build_loss_plan(plan: "LossPlan", printed_on: date) -> "LossFigures":
    from coopdesk.services.distribution.papers.loss import build_loss_plan

    return build_loss_plan(plan, printed_on)


def _write_loss_plan(
    figures: "LossFigures", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.distribution.loss_plan import write_loss_plan

    return [write_loss_plan(figures, target, printed_on, progress)]


def _build_accounts(source: "SheetsOfYear", printed_on: date) -> "AccountFigures":
    from coopdesk.services.distribution.papers.account_sheet import build_accounts

    return build_accounts(source, printed_on)


def _write_accounts(
    figures: "AccountFigures", target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.distribution.account_sheet import write_account_sheets

    return [write_account_sheets(figures, target, printed_on, progress)]


PAPERS: tuple[AnyPaper, ...] = (
    _slips("a5", N_("分红单"), N_("A5 横向，每张一人，分红大会上逐户发放"), "分红单"),
    _slips("3up", N_("分红单（三联）"), N_("A4 纵向，每页三人，有裁切线"), "分红单（A4三联）"),
    _slips(
        "241x93",
        N_("分红单（连续纸）"),
        N_("241×93.1 mm 三等分针式打印纸，避开两侧输纸孔"),
        "分红单（连续纸）",
    ),
    PaperSpec(
        kind="sign_off",
        area=AREA,
        title=N_("分红签领表"),
        note=N_("A4 横向，每页小计，领款人签字"),
        needs=RESOLVED,
        build=_build_sign_off,
        write=_write_sign_off,
        stem=lambda plan: f"{plan.year}年度分红签领表",
    ),
    PaperSpec(
        kind="notice",
        area=AREA,
        title=N_("分配公示"),
        note=N_("A4 纵向，张贴用，证件和账号不外露"),
        needs=RESOLVED,
        build=_build_notice,
        write=_write_notice,
        stem=lambda plan: f"{plan.year}年度分配公示",
    ),
    PaperSpec(
        kind="proposal",
        area=AREA,
        title=N_("分配方案（草案）"),
        note=N_("A4 纵向，会前分发，每页标明草案"),
        needs=DRAFT,
        build=_build_proposal,
        write=_write_proposal,
        stem=lambda proposal: f"{proposal.year}年度盈余分配方案（草案）",
    ),
    PaperSpec(
        kind="loss_plan",
        area=AREA,
        title=N_("亏损处理方案"),
        note=N_("A4 纵向，亏损年度不分配，提请成员大会决议"),
        needs=LOSS,
        build=_build_loss_plan,
        write=_write_loss_plan,
        stem=lambda plan: f"{plan.year}年度亏损处理方案",
    ),
    PaperSpec(
        kind="member_accounts",
        area=AREA,
        title=N_("成员账户"),
        note=N_("A4 横向，会计制度格式，每位成员一张，年初到年末"),
        needs=ACCOUNTS,
        build=_build_accounts,
        write=_write_accounts,
        stem=lambda of: f"{of.year}年度成员账户",
    ),
    PaperSpec(
        kind="member_account",
        area=AREA,
        title=N_("成员账户（本人）"),
        note=N_("A4 横向，一位成员一年的账户"),
        needs=ACCOUNT,
        build=_build_accounts,
        write=_write_accounts,
        stem=lambda of: f"{of.year}年度成员账户（本人）",
    ),
    PaperSpec(
        kind="certificate",
        area=AREA,
        title=N_("股权证"),
        note=N_("A4 纵向，持有人、股份、变动和分红记录；补发的有标记"),
        needs=CERTIFICATE,
        build=_build_certificate,
        write=_write_certificate,
        stem=lambda source: f"股权证（{source.file.certificate.number}）",
    ),
    PaperSpec(
        kind="settlement",
        area=AREA,
        title=N_("退社结算单"),
        note=N_("A4 纵向，出资、公积金份额和应得盈余，分期和签名"),
        needs=SETTLEMENT,
        build=_build_settlement,
        write=_write_settlement,
        stem=lambda source: f"退社结算单（{source.member.number}）",
    ),
)
"""In the order of the gallery."""
