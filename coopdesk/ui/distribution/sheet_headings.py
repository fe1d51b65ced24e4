"""What the headings of villages' own sheets stand for, in Chinese of both scripts and in English."""

import re
from enum import Enum

from coopdesk.domain.distribution.measures import SheetKind
from coopdesk.domain.text import fold


class Part(Enum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    WHO = "who"
    """Numbers and names mixed."""
    QUANTITY = "quantity"
    AMOUNT = "amount"
    SOURCE = "source"
    UNUSED = "unused"


TEN_THOUSAND_YUAN = "万元"
_HEADINGS = {
    Part.NUMBER: """
        编号 成员编号 社员编号 户编号 户号 成员号 社员号 代码 成员代码
        no number memberno membernumber memberid id code
    """,
    Part.NAME: """
        姓名 名字 成员姓名 社员姓名 成员名称 户主 户主姓名 农户 农户姓名 户名 交售人 交售户 名称
        name membername fullname
    """,
    Part.WHO: """
        成员 社员 户 编号或姓名 成员编号或姓名 编号姓名
        member household memberornumber numberorname
    """,
    Part.QUANTITY: """
        数量 交易量 交售量 收购量 销售量 重量 净重 斤数 公斤数 吨数 株数 盆数 头数 只数 枚数 份数
        面积 亩数 土地面积 入社面积 入股面积 土地 数值 分值 积分 工龄 年数 天数 工日 工分
        quantity qty weight area mu units count volume points years days
    """,
    Part.AMOUNT: """
        金额 交易额 交易金额 交售额 交售金额 销售额 销售金额 收购额 收购金额 货款 价款 总额 总金额 金额合计
        amount money sum turnover tradeamount salesamount totalamount yuan payment
    """,
    Part.SOURCE: """
        来源 数据来源 依据 凭证 单据 票据
        source document evidence
    """,
    Part.UNUSED: """
        序号 序 备注 说明 单价 价格 组 组别 村组 小组 电话 手机 手机号 联系电话 身份证 身份证号 身份证号码
        证件号码 银行账号 账号 卡号 开户行 日期 时间 品名 产品 品种 规格 单位 地址 住址 签字 签名 签章
        seq remark remarks note notes price unitprice group phone telephone date product unit address signature
        account
    """,
}
_KNOWN = {fold(word): part for part, words in _HEADINGS.items() for word in words.split()}
_ENDINGS = tuple(
    (fold(ending), part)
    for part, endings in (
        (Part.AMOUNT, "交易额 金额 销售额 收购额 货款"),
        (Part.QUANTITY, "交易量 数量 重量 面积 亩数"),
    )
    for ending in endings.split()
)
_UNIT = re.compile(r"(?P<head>.*?)(?:[(\[【〔](?P<unit>.*?)[)\]】〕]|[/:](?P<after>.+))")
_YEAR = re.compile(r"\d{4}年?度?")


def meant(heading: str) -> Part | None:
    """What a heading stands for, whatever its unit and year; None for one that nobody knows."""
    folded = fold(heading)
    match = _UNIT.fullmatch(folded)
    head = _YEAR.sub("", match["head"] if match else folded)
    ending = next((part for ending, part in _ENDINGS if head.endswith(ending)), None)
    return _KNOWN.get(head) or _KNOWN.get(folded) or ending


def heading_of(heading: str, kind: SheetKind) -> tuple[Part | None, str]:
    """What a heading stands for, and the unit it names; a unit of another measure leaves it unknown."""
    match = _UNIT.fullmatch(fold(heading))
    unit = (match["unit"] or match["after"] or "") if match else ""
    part = meant(heading)
    if part is Part.AMOUNT and kind is not SheetKind.TRADE:
        return Part.UNUSED, unit
    if part is Part.AMOUNT and unit not in ("", "元", "万元", "人民币", "yuan", "rmb", "cny"):
        return None, unit
    if part is Part.QUANTITY and kind is SheetKind.LAND and unit not in ("", "亩", "mu"):
        return None, unit
    return part, unit
