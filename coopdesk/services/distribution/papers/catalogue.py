"""Which papers a year has before and after its resolution, and what their files are called (Chinese as they are)."""

from enum import StrEnum


class PaperKind(StrEnum):
    """The papers of a year."""

    SLIPS_A5 = "slips_a5"
    SLIPS_3UP = "slips_3up"
    SLIPS_TRACTOR = "slips_241x93"
    SIGN_OFF = "sign_off"
    NOTICE = "notice"
    PROPOSAL = "proposal"
    LOSS_PLAN = "loss_plan"


PLAN_PAPERS = (
    PaperKind.SLIPS_A5,
    PaperKind.SLIPS_3UP,
    PaperKind.SLIPS_TRACTOR,
    PaperKind.SIGN_OFF,
    PaperKind.NOTICE,
)
"""The papers of a resolved plan."""

DRAFT_PAPERS = (PaperKind.PROPOSAL,)
"""The papers of a draft that waits for the meeting."""

LOSS_PAPERS = (PaperKind.LOSS_PLAN,)
"""The papers of a loss year, resolved or still to be."""

_NAMES = {
    PaperKind.SLIPS_A5: "分红单",
    PaperKind.SLIPS_3UP: "分红单（A4三联）",
    PaperKind.SLIPS_TRACTOR: "分红单（连续纸）",
    PaperKind.SIGN_OFF: "分红签领表",
    PaperKind.NOTICE: "分配公示",
    PaperKind.PROPOSAL: "盈余分配方案（草案）",
    PaperKind.LOSS_PLAN: "亏损处理方案",
}


def file_name(kind: PaperKind, year: int) -> str:
    """The usual name of a paper's PDF, such as ``2019年度分红单.pdf``."""
    return f"{year}年度{_NAMES[kind]}.pdf"
