"""The 48 accounts of 财会〔2021〕37号 (in force 2023-01-01), and the sub-accounts a new ledger begins with.

Their names are the ministry's and stay Chinese in every language, as the papers do.
"""

from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, Side

_D, _C = Side.DEBIT, Side.CREDIT

_STATUTORY: tuple[tuple[str, str, Side], ...] = (
    ("101", "库存现金", _D),
    ("102", "银行存款", _D),
    ("109", "其他货币资金", _D),
    ("113", "应收款", _D),
    ("114", "成员往来", _D),
    ("121", "产品物资", _D),
    ("122", "包装物", _D),
    ("124", "委托加工物资", _D),
    ("125", "委托代销商品", _D),
    ("127", "受托代购商品", _D),
    ("128", "受托代销商品", _D),
    ("131", "对外投资", _D),
    ("141", "消耗性生物资产", _D),
    ("142", "生产性生物资产", _D),
    ("143", "生产性生物资产累计折旧", _C),
    ("144", "公益性生物资产", _D),
    ("151", "固定资产", _D),
    ("152", "累计折旧", _C),
    ("153", "在建工程", _D),
    ("154", "固定资产清理", _D),
    ("161", "无形资产", _D),
    ("162", "累计摊销", _C),
    ("171", "长期待摊费用", _D),
    ("181", "待处理财产损溢", _D),
    ("201", "短期借款", _C),
    ("211", "应付款", _C),
    ("212", "应付工资", _C),
    ("213", "应付劳务费", _C),
    ("214", "应交税费", _C),
    ("215", "应付利息", _C),
    ("221", "应付盈余返还", _C),
    ("222", "应付剩余盈余", _C),
    ("231", "长期借款", _C),
    ("235", "专项应付款", _C),
    ("301", "股金", _C),
    ("311", "专项基金", _C),
    ("321", "资本公积", _C),
    ("322", "盈余公积", _C),
    ("331", "本年盈余", _C),
    ("332", "盈余分配", _C),
    ("401", "生产成本", _D),
    ("501", "经营收入", _C),
    ("502", "其他收入", _C),
    ("511", "投资收益", _C),
    ("521", "经营支出", _D),
    ("522", "税金及附加", _D),
    ("523", "管理费用", _D),
    ("524", "财务费用", _D),
    ("529", "其他支出", _D),
    ("531", "所得税费用", _D),
)
"""Code, name, side. 109 and 122 are the two that the system lets a co-op do without."""

_OWN: tuple[tuple[str, str, Side], ...] = (
    ("21401", "应交个人所得税", _C),
    ("21499", "其他应交税费", _C),
    ("33201", "各项分配", _C),
    ("3320101", "提取盈余公积", _C),
    ("3320102", "盈余返还", _C),
    ("3320103", "剩余盈余分配", _C),
    ("3320104", "转为成员出资", _C),
    ("33202", "未分配盈余", _C),
)
"""Sub-accounts of 332 and 214 that closing and distributing a year post to."""

OPTIONAL = frozenset({"109", "122"})
"""The accounts a co-op may do without, in brackets in the ministry's list."""

_M, _P = frozenset({Dimension.MEMBER}), frozenset({Dimension.PARTY})
_REQUIRED = {"114": _M, "221": _M, "222": _M, "301": _M}
_SALES = frozenset({Dimension.PRODUCT, Dimension.CHANNEL, Dimension.MEMBER, Dimension.PARTY})
_STOCK = frozenset({Dimension.PRODUCT, Dimension.MEMBER, Dimension.PARTY})
_KEPT = {
    "113": _P,
    "211": _P,
    "201": _P,
    "231": _P,
    "322": _M,
    "501": _SALES,
    "521": _SALES,
    "121": _STOCK,
    "125": _STOCK,
    "127": _STOCK,
    "128": _STOCK,
    "141": frozenset({Dimension.PRODUCT}),
    "401": frozenset({Dimension.PRODUCT}),
}


def _account(code: str, name: str, side: Side) -> LedgerAccount:
    required = _REQUIRED.get(code, frozenset())
    return LedgerAccount(code, name, side, required, required | _KEPT.get(code, frozenset()))


FIRST_ACCOUNTS: tuple[LedgerAccount, ...] = tuple(_account(*row) for row in (*_STATUTORY, *_OWN))
"""What the ledger of a book begins with, those accounts that a co-op may do without included."""

FIRST_CHART = ChartOfAccounts(FIRST_ACCOUNTS)

CASH = ("101", "102", "109")
"""货币资金: cash, bank deposits, other money."""
INCOME = ("501", "502", "511")
"""What step 1 of the close carries to 331; 511 stands on either side."""
EXPENSES = ("521", "522", "523", "524", "529", "531")
"""What step 2 of the close carries to 331."""
YEAR_SURPLUS, DISTRIBUTION, UNDISTRIBUTED, APPROPRIATIONS = "331", "332", "33202", "33201"
TO_RESERVE, TO_REFUND, TO_DIVIDEND, TO_CAPITAL = "3320101", "3320102", "3320103", "3320104"
"""Sub-accounts of 各项分配 by what is appropriated (steps 5 to 8), each 0 again after step 9."""
CAPITAL, SPECIAL_FUND, CAPITAL_RESERVE, RESERVE = "301", "311", "321", "322"
REFUND_PAYABLE, DIVIDEND_PAYABLE, MEMBERS_ACCOUNT, TAX_WITHHELD = "221", "222", "114", "21401"
GRANTS_UNUSED = "235"
"""专项应付款: what the state gave and is not used yet."""
PENDING = "181"
"""待处理财产损溢, which must be 0 at the end of a period."""
