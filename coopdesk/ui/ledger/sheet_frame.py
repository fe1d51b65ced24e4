"""How a voucher is laid out on the screen: as on paper, head, lines, sums and difference, foot with its signers.

Parts and their places alone; what is typed in them is `sheet`.
"""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from coopdesk.domain.ledger.voucher import WORD, WORDS
from coopdesk.i18n import _, mark
from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.cards import label, line, set_text
from coopdesk.ui.kit.eliding import ElidingLabel
from coopdesk.ui.kit.fields import ChoiceField, CountField
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, STEP
from coopdesk.ui.ledger.day_field import VoucherDay
from coopdesk.ui.ledger.difference import DifferenceLine

_SPACED, _UNDER = 8, 6
_DATE_WIDTH, _WORD_WIDTH, _COUNT_WIDTH = 116, 64, 56


@dataclass(frozen=True)
class Signers:
    """By whom a voucher was prepared (制单), checked (审核) and posted (记账)."""

    prepared: str = ""
    checked: str = ""
    posted: str = ""


class SheetFrame(QFrame):
    """The parts of a voucher, each in its place."""

    def __init__(self, grid: EntryGrid, day: date) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("记账凭证"))
        self.title = PaperTitle(_("记账凭证"))
        self.state = label("", "badge")
        self.day = VoucherDay(day)
        self.word = ChoiceField(_("凭证字"), [(word, word) for word in WORDS], chosen=WORD)
        self.number = label(_("过账时编号"), "muted")
        self.grid = grid
        self.difference = DifferenceLine()
        self.account = ElidingLabel("muted")
        self.attachments = CountField(_("附件张数"))
        self.signers = ElidingLabel("small")
        self._lay_out()

    def show_state(self, state: str) -> None:
        """Say beside its number that it is a draft, red, or the like; nothing for one like any other."""
        set_text(self.state, state)
        self.state.setVisible(bool(state))

    def show_signers(self, signers: Signers) -> None:
        """Say who prepared, checked and posted it; room for a name where nobody did."""
        named = (
            (_("记账人"), signers.posted),
            (_("审核人"), signers.checked),
            (_("制单人"), signers.prepared),
        )
        set_text(self.signers, "　　".join(f"{what}{mark('：')}{who or '　　　'}" for what, who in named))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        self._box = box
        box.addLayout(self._head())
        box.addWidget(self.grid, 1)
        state = QHBoxLayout()
        state.setSpacing(SPACE_CARD)
        policy = QSizePolicy.Policy
        self.difference.setSizePolicy(policy.Preferred, policy.Preferred)
        state.addWidget(self.difference)
        self.account.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self.account, 1)
        box.addLayout(state)
        box.addWidget(line())
        box.addLayout(self._foot())
        for field in (self.grid, self.word, self.attachments):
            field.fold()
        self._fit()
        room.changed().changed.connect(self._fit)
        theme.changed().changed.connect(self._fit)

    def _head(self) -> QGridLayout:
        """Date at the left, the title in the middle, word and number at the right."""
        head = QGridLayout()
        head.setHorizontalSpacing(SPACE_IN)
        left, right = QHBoxLayout(), QHBoxLayout()
        for side in (left, right):
            side.setSpacing(SPACE_IN)
        for part in (self.day.caption, self.day):
            left.addWidget(part)
        left.addStretch(1)
        right.addStretch(1)
        on_the_right: tuple[QWidget, ...] = (self.state, self.word.caption, self.word, self.number)
        for each in on_the_right:
            right.addWidget(each)
        head.addLayout(left, 0, 0)
        head.addWidget(self.title, 0, 1)
        head.addLayout(right, 0, 2)
        head.setColumnStretch(0, 1)
        head.setColumnStretch(2, 1)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_IN)
        foot.addWidget(label(_("附件"), "muted"))
        foot.addWidget(self.attachments)
        foot.addWidget(label(_("张"), "muted"))
        foot.addStretch(1)
        self.signers.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.signers, 4)
        return foot

    def _fit(self) -> None:
        size = theme.current().text_size
        above = SPACE_IN if room.is_low() else 12
        self._box.setContentsMargins(SPACE_CARD, above, SPACE_CARD, above)
        self._box.setSpacing(STEP if room.is_low() else SPACE_IN)
        self.day.edit.setFixedWidth(size.scaled(_DATE_WIDTH))
        self.word.box.setFixedWidth(size.scaled(_WORD_WIDTH))
        self.attachments.edit.setFixedWidth(size.scaled(_COUNT_WIDTH))


class PaperTitle(QLabel):
    """The name of a paper as its head has it: spaced, over two lines."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "title")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContentsMargins(SPACE_IN, 0, SPACE_IN, _UNDER)
        theme.changed().changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        """Chinese is spaced; letters of other languages stand as they are."""
        if not self.text().isascii():
            font = QFont(self.font())
            font.setLetterSpacing(
                QFont.SpacingType.AbsoluteSpacing, theme.current().text_size.scaled(_SPACED)
            )
            self.setFont(font)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.current().colour("ink"))
        bottom = self.height() - 1
        for above in (0, 3):
            painter.drawLine(0, bottom - above, self.width(), bottom - above)
        painter.end()
