"""The page 股权登记: the last entries of the share register by number, the newest first."""

from coopdesk.domain.members.share_register import EntryKind
from coopdesk.i18n import N_, _, ngettext
from coopdesk.services.command import Topic
from coopdesk.services.members.values import NumberedEntry
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.wording import entry_kind_name, share_class_name

_MOST = 10_000


def _kind(value: object) -> str:
    return entry_kind_name(value) if isinstance(value, EntryKind) else ""


_COLUMNS: tuple[Column[NumberedEntry], ...] = (
    Column("number", N_("号"), Kind.NUMBER, width=60),
    Column("day", N_("日期"), Kind.DATE, width=90, value=lambda row: row.entry.day),
    Column(
        "kind",
        N_("事项"),
        width=90,
        value=lambda row: row.entry.kind,
        words=_kind,
    ),
    Column("giver", N_("转出"), width=70, value=lambda row: row.entry.giver or ""),
    Column("taker", N_("转入"), width=70, value=lambda row: row.entry.taker or ""),
    Column("shares", N_("股数"), Kind.QUANTITY, width=90, value=lambda row: row.entry.shares),
    Column(
        "class", N_("类别"), width=90, value=lambda row: share_class_name(row.entry.share_class), yields=True
    ),
    Column("document", N_("凭据"), width=120, value=lambda row: row.entry.document, stretch=True),
)


class EntriesPage(PageFrame):
    """股权登记."""

    topics = frozenset({Topic.REGISTER})

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("股权登记"))
        self._shell = shell
        self.model: SequenceModel[NumberedEntry] = SequenceModel(_COLUMNS, identity="number")
        self.table = DataTable(self.model, _("股权登记"))
        self.table.set_empty(_("股份登记簿还是空的。"))
        self.table.opened.connect(self._show_member)
        self.table.summary_changed.connect(self.set_status)
        self.body.addWidget(self.table, 1)

    def reload(self) -> None:
        """Read the last entries."""
        rows = self._shell.desk.members.newest_entries(_MOST)
        self.model.set_rows(rows)
        self.set_state(ngettext("{n} 笔登记", "{n} 笔登记", len(rows)).format(n=f"{len(rows):,}"))

    def _show_member(self, row: NumberedEntry) -> None:
        self._shell.go("members", row.entry.taker or row.entry.giver or "")
