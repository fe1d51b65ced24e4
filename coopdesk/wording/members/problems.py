"""What stands in the way of papers and payment in the roll, as sentences; and the reference that opens the field."""

from coopdesk.i18n import _, mark, ngettext
from coopdesk.services.members.roll_checks import RollProblem, RollProblemKind


def problem_text(problem: RollProblem) -> str:
    """The sentence of a problem, with the numbers of the first members concerned."""
    members = mark("、").join(problem.members)
    if problem.kind is not RollProblemKind.EXTRA_VOTES and problem.count > len(problem.members):
        members = _("{members} 等").format(members=members)
    said = _sentence(problem.kind, problem.count)
    return said.format(n=f"{problem.count:,}", members=members, characters=problem.characters)


def problem_act(problem: RollProblem) -> str:
    """The word of the link that goes with it."""
    return _("补录") if problem.field else _("查看")


def problem_reference(problem: RollProblem) -> str:
    """What the page of the members opens to put the first of them right."""
    if not problem.field:
        return problem.members[0]
    return f"edit:{problem.members[0]}:{problem.field}"


def _sentence(kind: RollProblemKind, n: int) -> str:
    if kind is RollProblemKind.DUPLICATE_IDENTITY:
        return ngettext("{n} 名成员证件号码重复：{members}", "{n} 名成员证件号码重复：{members}", n)
    if kind is RollProblemKind.MISSING_ACCOUNT:
        return ngettext("{n} 名成员缺银行账号：{members}", "{n} 名成员缺银行账号：{members}", n)
    if kind is RollProblemKind.MISSING_IDENTITY:
        return ngettext("{n} 名成员缺证件号码：{members}", "{n} 名成员缺证件号码：{members}", n)
    if kind is RollProblemKind.UNPRINTABLE:
        return ngettext(
            "{n} 名成员有字库没有的字 {characters}：{members}",
            "{n} 名成员有字库没有的字 {characters}：{members}",
            n,
        )
    if kind is RollProblemKind.ENDED_CLASS:
        return ngettext(
            "{n} 名成员还持有已到期的股份，请退股、收回或转换：{members}",
            "{n} 名成员还持有已到期的股份，请退股、收回或转换：{members}",
            n,
        )
    if kind is RollProblemKind.INSTALMENT_DUE:
        return ngettext(
            "{n} 名成员有 30 天内到期的出资或退股款：{members}",
            "{n} 名成员有 30 天内到期的出资或退股款：{members}",
            n,
        )
    return ngettext("附加表决权共 {n} 票，超过 20%：{members}", "附加表决权共 {n} 票，超过 20%：{members}", n)
