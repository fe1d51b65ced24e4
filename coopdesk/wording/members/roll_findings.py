"""What the law asks of the roll and it does not keep: the article and the sentence of each finding."""

from coopdesk.domain.members.composition import FARMERS_PERCENT, RollFinding, RollRule
from coopdesk.i18n import N_, _, mark

_ARTICLES = {
    RollRule.FEWEST_MEMBERS: N_("合作社法第十二条"),
    RollRule.PUBLIC_UNITS: N_("合作社法第十九条"),
    RollRule.FARMERS: N_("合作社法第二十条"),
    RollRule.ORGANISATIONS: N_("合作社法第二十条"),
}
_SENTENCES = {
    RollRule.FEWEST_MEMBERS: N_("成员只有 {n} 名，合作社至少应有 {bound} 名成员。"),
    RollRule.PUBLIC_UNITS: N_(
        "{members} 是具有管理公共事务职能的单位，不得加入合作社；请办理退社，村里由集体经济组织加入。"
    ),
    RollRule.FARMERS: N_(
        "农民成员 {n} 名，至少应占成员总数的 {percent}%，即 {bound} 名；进城落户、仍有承包地或集体股份的可以计入。"
    ),
    RollRule.ORGANISATIONS: N_(
        "企业、事业单位和社会组织成员 {n} 个，最多 {bound} 个（成员 20 名以下 1 个，超过 20 名的不超过 5%）；"
        "村集体是否计入，可在章程参数里选。"
    ),
}


def roll_article(finding: RollFinding) -> str:
    """The article that a finding stands on."""
    return _(_ARTICLES[finding.rule])


def roll_sentence(finding: RollFinding) -> str:
    """What is not as the law asks, and what can be done."""
    return _(_SENTENCES[finding.rule]).format(
        n=f"{finding.counted:,}",
        bound=f"{finding.bound:,}",
        percent=FARMERS_PERCENT,
        members=mark("、").join(finding.members),
    )
