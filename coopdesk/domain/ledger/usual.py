"""Templates and phrases that every new ledger can use, until a co-op keeps its own. Their words stay Chinese, as those
of vouchers do.

Entries by 财会〔2021〕37号: what recurs in a co-op of growers through a year.
"""

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.voucher import VoucherLine
from coopdesk.domain.money import Money

_D, _C = Side.DEBIT, Side.CREDIT


def _lines(summary: str, *sides: tuple[str, Side]) -> tuple[VoucherLine, ...]:
    return tuple(VoucherLine(summary, account, side, Money(0)) for account, side in sides)


USUAL_TEMPLATES: tuple[tuple[str, tuple[VoucherLine, ...]], ...] = (
    ("计提土地租金（出租人是成员）", _lines("计提土地租金", ("401", _D), ("114", _C))),
    ("支付土地租金（出租人是成员）", _lines("支付土地租金", ("114", _D), ("102", _C))),
    ("支付土地租金（出租人不是成员）", _lines("支付土地租金", ("401", _D), ("102", _C))),
    ("计提工资", _lines("计提本月工资", ("523", _D), ("212", _C))),
    ("发放工资", _lines("发放本月工资", ("212", _D), ("102", _C))),
    ("支付劳务费", _lines("支付季节工劳务费", ("213", _D), ("102", _C))),
    ("计提折旧", _lines("计提本月固定资产折旧", ("401", _D), ("152", _C))),
    ("摊销无形资产", _lines("摊销土地经营权", ("401", _D), ("162", _C))),
    ("摊销长期待摊费用", _lines("摊销长期待摊费用", ("401", _D), ("171", _C))),
    ("计提税金", _lines("计提税金及附加", ("522", _D), ("21499", _C))),
    ("缴纳税金", _lines("缴纳税金", ("21499", _D), ("102", _C))),
    ("支付利息", _lines("支付借款利息", ("524", _D), ("102", _C))),
)
"""Name and lines; amounts of 0 are typed each time."""

USUAL_PHRASES = (
    "支付土地租金",
    "计提本月工资",
    "发放本月工资",
    "支付季节工劳务费",
    "购苗木",
    "购花盆、盆土",
    "购肥料、农药",
    "销售盆景",
    "销售苗木",
    "收回货款",
    "支付运费",
    "支付水电费",
    "收到财政补助",
    "使用财政补助",
    "计提折旧",
    "支付借款利息",
    "收到存款利息",
    "支付手续费",
    "提取现金",
    "存入现金",
)
"""Summaries that are offered where a co-op has not kept some itself."""
