"""The catalogue of the kit: every part a page may be made of, each on a page of its own, filled as in use.

The pictures show it in each variant, and `tests/ui/kit/test_catalogue.py` walks it. No page of the program holds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.ui.kit.account_field import Account, AccountField, AccountFinder
from coopdesk.ui.kit.as_at import AsAtPicker
from coopdesk.ui.kit.attachments import Attachment, AttachmentsList
from coopdesk.ui.kit.cards import Card, label, set_text
from coopdesk.ui.kit.columns import Column, Kind, mask
from coopdesk.ui.kit.eye import EyeButton
from coopdesk.ui.kit.fields import CountField, DateField, Field, MoneyField, RateField, TextField
from coopdesk.ui.kit.form_grid import FormGrid
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.grid_columns import GridColumn
from coopdesk.ui.kit.tab_order import set_visual_tab_order
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_PAGE
from coopdesk.ui.kit.tree import Tree
from coopdesk.ui.kit.tree_model import TreeNode
from coopdesk.ui.kit.wizard import Wizard, WizardStep

ACCOUNTS = (
    ("101", "库存现金"),
    ("102", "银行存款"),
    ("10201", "农商行存款"),
    ("113", "成员往来"),
    ("301", "股金"),
    ("311", "盈余分配"),
    ("501", "经营收入"),
)
FINDER = AccountFinder([Account(code, code, name) for code, name in ACCOUNTS], initials)


def grid() -> QWidget:
    """An entry grid with a voucher in it, one cell of which is wrong."""
    names = dict(ACCOUNTS)
    made = EntryGrid(
        "凭证分录",
        (
            GridColumn("memo", "摘要", stretch=True, required=True),
            GridColumn(
                "account",
                "科目",
                width=180,
                check=lambda typed: FINDER.the_one(typed).code,
                words=lambda code: f"{code} {names[code]}",
                find=FINDER.find,
                required=True,
            ),
            GridColumn("debit", "借方", Kind.MONEY, total=True),
            GridColumn("credit", "贷方", Kind.MONEY, total=True),
        ),
    )
    made.set_rows(
        [
            {"memo": "收到入社股金", "account": "101", "debit": Money(3_500_000)},
            {"memo": "收到入社股金", "account": "301", "credit": Money(3_500_000)},
            {"memo": "存入农商行", "account": "10201"},
        ]
    )
    made.view.put_cursor(2, 2)
    made.model.type(2, 2, "12,5")
    return _page("编辑表格", made)


def tree() -> QWidget:
    """A chart of accounts."""
    below = (TreeNode("10201", "10201 农商行存款", "10201"), TreeNode("10202", "10202 邮储存款", "10202"))
    nodes = [
        TreeNode(c, f"{c} {n}", c, children=below if c == "102" else ()) for c, n in ACCOUNTS if len(c) == 3
    ]
    made = Tree("会计科目", nodes)
    said = label("", "muted")
    made.picked.connect(lambda node: set_text(said, node.text if node is not None else ""))
    made.opened.connect(lambda node: set_text(said, f"打开：{node.text}"))
    made.view.expandAll()
    made.pick("10201")
    return _page("树", made, said)


@dataclass(frozen=True)
class Holder:
    """A row of the table."""

    number: str
    name: str
    shares: Quantity
    joined: date


class Coming(SequenceModel[Holder]):
    """Rows of which the last three are still on their way, as those of a large book are for a moment."""

    def row_at(self, place: int) -> Holder | None:
        return None if place >= len(self._rows) - 3 else super().row_at(place)


def table() -> QWidget:
    """A table with its filter row, and rows that are still being read."""
    columns = (
        Column[Holder]("number", "编号", width=70),
        Column[Holder]("name", "姓名（名称）", stretch=True),
        Column[Holder]("shares", "股数", Kind.QUANTITY, total=True),
        Column[Holder]("joined", "入社日期", Kind.DATE),
    )
    rows = [
        Holder(f"F{n:02d}", name, Quantity(n * 2_500_000), date(2019, 2, 10 + n))
        for n, name in enumerate(
            ("董𠮷", "陈秀兰", "李国华", "张桂芳", "王德才", "赵玉兰", "刘长根"), start=1
        )
    ]
    model = Coming(columns, rows, "number")
    made = DataTable(model, "成员名册")
    said = label("", "muted")
    made.summary_changed.connect(lambda text: set_text(said, text))
    made.view.start_filtering()
    made.view.head.field("joined").setText(">=2019-2")
    made.view.put_cursor(1)
    return _page("表格", made, said)


def fields() -> QWidget:
    """The fields of forms in their one grid: account, rate, money, day, count, text; the eye; the day of a register."""
    rate = RateField("提取比例", rate=Quantity(100_000))
    made: list[Field[Any]] = [
        AccountField("科目", FINDER, required=True),
        rate,
        MoneyField("金额", amount=Money(3_500_000)),
        DateField("日期"),
        CountField("附件张数", count=2),
        TextField("备注"),
    ]
    form = FormGrid()
    form.add_fields(made)
    holder = QWidget()
    holder.setLayout(form)
    rate.edit.setText("0.6")
    rate.fits()
    identity = "500108196503120013"
    secret = label(mask(identity))
    eye = EyeButton(
        lambda shown: set_text(secret, identity if shown else mask(identity)),
        "按住查看证件号",
        "按住鼠标或空格键时显示完整证件号",
    )
    row = QWidget()
    beside = QHBoxLayout(row)
    beside.setContentsMargins(0, 0, 0, 0)
    day = date(2022, 12, 31)
    as_at = AsAtPicker(day, lambda: [(day, "2022 年末")])
    for part in (label("证件号", "muted"), secret, eye, as_at):
        beside.addWidget(part)
    beside.addStretch(1)
    return _page("表单", holder, row)


def attachments() -> QWidget:
    """Two photos, a paper, and a photo that cannot be read."""
    items = [
        Attachment("a", "入社申请书.jpg", "image/jpeg", 482_133, lambda: photo("#8FBFA9")),
        Attachment("b", "身份证复印件.png", "image/png", 1_653_211, lambda: photo("#E5B454", 90, 200)),
        Attachment("c", "收据 2023-017.pdf", "application/pdf", 20_480, lambda: b"%PDF"),
        Attachment("d", "损坏的照片.jpg", "image/jpeg", 12, lambda: b"not a photo"),
    ]
    made = AttachmentsList("附件", items)
    said = label("", "muted")
    made.opened.connect(lambda item: set_text(said, f"打开：{item.name}"))
    made.added.connect(lambda paths: set_text(said, f"添加：{paths[0].name}"))
    made.save_wanted.connect(lambda item: set_text(said, f"另存：{item.name}"))
    made.removed.connect(lambda item: made.set_items([each for each in made.items if each is not item]))
    return _page("附件", made, said)


class Opening(Wizard[tuple[str, Money]]):
    """Two steps to an opening balance."""

    def __init__(self) -> None:
        first, second = WizardStep("选择科目", "期初余额从哪个科目录起。"), WizardStep("录入余额")
        self.account = AccountField("科目", FINDER, required=True)
        self.memo = TextField("说明")
        self.amount = MoneyField("期初余额", required=True, negative=False)
        first.group("", [self.account, self.memo])
        second.group("", [self.amount])
        super().__init__("期初建账", "登记", [first, second])

    def make(self) -> tuple[str, Money]:
        account, amount = self.account.value(), self.amount.value()
        assert account is not None and amount is not None
        return account, amount


def wizard() -> QWidget:
    """A wizard at its first step."""
    made = Opening()
    made.prepare()
    return made


CATALOGUE: dict[str, Callable[[], QWidget]] = {
    "grid": grid,
    "tree": tree,
    "table": table,
    "fields": fields,
    "attachments": attachments,
    "wizard": wizard,
}


def photo(colour: str, width: int = 200, height: int = 120) -> bytes:
    """A picture of one colour as PNG."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    held = QByteArray()
    stream = QDataStream(held, QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(stream.device(), QByteArray(b"PNG")).write(image)
    return bytes(held.data())


def _page(heading: str, *parts: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("role", "page")
    box = QVBoxLayout(page)
    box.setContentsMargins(SPACE_PAGE, SPACE_PAGE, SPACE_PAGE, SPACE_PAGE)
    box.addWidget(label(heading, "title"))
    card = Card("", SPACE_CARD)
    for part in parts:
        card.body.addWidget(part)
    box.addWidget(card, 1)
    set_visual_tab_order(page)
    return page
