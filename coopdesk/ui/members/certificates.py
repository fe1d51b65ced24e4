"""The tab 股权证: every certificate a member was handed and what happened to it, and what can be done with them.

Shows what it is given and says by a signal what the person wants done; it knows no book.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.domain.members.certificate import Certificate
from coopdesk.domain.members.member import Member
from coopdesk.i18n import N_, _
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.wording import certificate_act_name

ISSUE = Action("issue-certificate", N_("发证"), "", "", N_("给所选成员发股权证"))
REISSUE = Action("reissue-certificate", N_("补发"), "", "", N_("补发遗失或污损的股权证"))
END = Action("end-certificate", N_("收回/注销"), "", "", N_("收回股权证，或注销交不回的"))
ISSUE_ALL = Action("issue-certificates", N_("整批发证"), "", "", N_("给持有股份而没有股权证的成员各发一本"))
PRINT = Action("print-certificate", N_("打印"), "", "", N_("打印所选的股权证"))


@dataclass(frozen=True)
class CertificateRow:
    """One thing that happened to a certificate, as a row."""

    key: str
    number: str
    day: date
    act: str
    reason: str
    document: str
    certificate: Certificate


CERTIFICATE_COLUMNS: tuple[Column[CertificateRow], ...] = (
    Column("number", N_("证号"), width=80, whole=True),
    Column("day", N_("日期"), Kind.DATE, width=80),
    Column("act", N_("办理"), width=56),
    Column("reason", N_("原因"), width=80, stretch=True),
    Column("document", N_("凭据"), width=64, stretch=True, yields=True),
)


def certificate_rows(certificates: Sequence[Certificate]) -> list[CertificateRow]:
    """What happened to a member's certificates, one after the other."""
    return [
        CertificateRow(
            f"{each.number}/{place}",
            each.number,
            event.day,
            certificate_act_name(event.act),
            event.reason,
            event.document,
            each,
        )
        for each in certificates
        for place, event in enumerate(each.events)
    ]


class CertificatesTab(QWidget):
    """The certificates of one member; sends `wanted(action name, certificate or None)`."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.model: SequenceModel[CertificateRow] = SequenceModel(CERTIFICATE_COLUMNS, identity="key")
        self.table = DataTable(self.model, _("股权证"), framed=False, tools=False)
        self.table.set_empty(_("还没有股权证。发证之后，发证、补发、收回和注销都列在这里。"))
        self.table.picked.connect(lambda _row: self._enable())
        self._member: Member | None = None
        self._certificates: Sequence[Certificate] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        box.addWidget(self.table, 1)
        foot = QHBoxLayout()
        self.issue_all, self.issue, self.reissue, self.end, self.print = (
            button(action, partial(self._ask, action)) for action in (ISSUE_ALL, ISSUE, REISSUE, END, PRINT)
        )
        foot.addWidget(self.issue_all)
        foot.addStretch(1)
        self._acts = (self.issue, self.reissue, self.end, self.print)
        for made in self._acts:
            foot.addWidget(made)
        box.addLayout(foot)

    def show_member(self, member: Member, certificates: Sequence[Certificate]) -> None:
        """Show this member's certificates; of several the last one is chosen."""
        cursor = self.window().focusWidget()
        pressed = next((made for made in self._acts if made is cursor), None)
        self._member, self._certificates = member, certificates
        self.model.set_rows(certificate_rows(certificates))
        if certificates and self.table.current_row() is None:
            self.table.view.put_cursor(self.model.rowCount() - 1)
        self._enable()
        if pressed is not None and not pressed.isEnabled():
            # Else Qt gives the cursor to whatever comes next in the window, where arrow keys may change something.
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Certificate | None:
        """The certificate of the row under the cursor."""
        row = self.table.current_row()
        return row.certificate if isinstance(row, CertificateRow) else None

    def _enable(self) -> None:
        member, chosen = self._member, self.chosen
        in_force = any(each.ended is None for each in self._certificates)
        self.issue.setEnabled(member is not None and not member.is_struck and not in_force)
        for made in (self.reissue, self.end):
            made.setEnabled(chosen is not None and chosen.ended is None)
        self.print.setEnabled(chosen is not None)

    def _ask(self, action: Action) -> None:
        self.wanted.emit(action.name, self.chosen)
