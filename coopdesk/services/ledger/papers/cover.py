"""会计凭证封面: what stands on the cover of a bound volume of vouchers (令98号 Art. 55)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from coopdesk.domain.ledger.months import Month
from coopdesk.services.ledger.papers.common import PaperHead, head_of
from coopdesk.services.ledger.papers.voucher import ROWS, VoucherBatch
from coopdesk.services.ledger.values import PostedVoucher
from coopdesk.services.paper_words import day_text


@dataclass(frozen=True, slots=True)
class Cover:
    """One volume: the vouchers of one month and word. ``sheets`` counts their forms, ``attachments`` the papers behind
    them."""

    month: str
    first_day: str
    last_day: str
    kind: str
    first: int
    last: int
    vouchers: int
    sheets: int
    attachments: int
    volume: int
    volumes: int


@dataclass(frozen=True, slots=True)
class CoverFigures:
    """The covers of the months that are asked for and ``said``, in the order they are bound."""

    head: PaperHead
    said: str
    covers: tuple[Cover, ...]


_KINDS = {"记": "记账凭证", "收": "收款凭证", "付": "付款凭证", "转": "转账凭证"}


def build_covers(batch: VoucherBatch, printed_on: date) -> CoverFigures:
    """A cover for each month and word of the vouchers of a batch; the volumes of a month are those of its words.

    Opening balances stand outside the numbering and are bound in no volume.
    """
    numbered = [posted for posted in batch.vouchers if posted.number]
    covers: list[Cover] = []
    for month, of_month in groupby(numbered, lambda posted: posted.month):
        volumes = [list(group) for _word, group in groupby(of_month, lambda posted: posted.voucher.word)]
        covers += _covers(month, volumes)
    return CoverFigures(head_of(batch.coop, printed_on, batch.witness), batch.said, tuple(covers))


def _covers(month: Month, volumes: Sequence[Sequence[PostedVoucher]]) -> Iterator[Cover]:
    for place, volume in enumerate(volumes, start=1):
        days = [posted.voucher.day for posted in volume]
        yield Cover(
            month=f"{month.year}年{month.month}月",
            first_day=day_text(min(days)),
            last_day=day_text(max(days)),
            kind=_KINDS[volume[0].voucher.word],
            first=volume[0].number,
            last=volume[-1].number,
            vouchers=len(volume),
            sheets=sum(-(-len(posted.voucher.lines) // ROWS) for posted in volume),
            attachments=sum(posted.voucher.attachments for posted in volume),
            volume=place,
            volumes=len(volumes),
        )
