"""What the gallery says of each paper; a new kind of paper is one entry here and its writer in the print room."""

from dataclasses import dataclass

from coopdesk.i18n import N_
from coopdesk.services.distribution.papers.catalogue import PaperKind


@dataclass(frozen=True)
class Paper:
    """One paper of the gallery."""

    kind: PaperKind
    title: str
    note: str


PAPERS = (
    Paper(PaperKind.SLIPS_A5, N_("分红单"), N_("A5 横向，每张一人，分红大会上逐户发放")),
    Paper(PaperKind.SLIPS_3UP, N_("分红单（三联）"), N_("A4 纵向，每页三人，有裁切线")),
    Paper(
        PaperKind.SLIPS_TRACTOR, N_("分红单（连续纸）"), N_("241×93.1 mm 三等分针式打印纸，避开两侧输纸孔")
    ),
    Paper(PaperKind.SIGN_OFF, N_("分红签领表"), N_("A4 横向，每页小计，领款人签字")),
    Paper(PaperKind.NOTICE, N_("分配公示"), N_("A4 纵向，张贴用，证件和账号不外露")),
    Paper(PaperKind.PROPOSAL, N_("分配方案（草案）"), N_("A4 纵向，会前分发，每页标明草案")),
    Paper(PaperKind.LOSS_PLAN, N_("亏损处理方案"), N_("A4 纵向，亏损年度不分配，提请成员大会决议")),
)


def paper(kind: str) -> Paper:
    """The paper of that kind; KeyError if there is none."""
    for each in PAPERS:
        if each.kind == kind:
            return each
    raise KeyError(kind)
