"""Words of the book that came from the program: titles of templates, labels of their lines, the usual class of shares.

They are kept in Chinese, because statutory papers print them; on screen they speak the chosen language. A word that
the co-op chose itself is nobody's to translate, so only these few are.
"""

from coopdesk.i18n import N_, _

_USUAL = frozenset(
    {
        N_("按股分红"),
        N_("三社融合：按股分红 + 二次返利"),
        N_("法定 60/40：先按交易额返还，其余按成员账户"),
        N_("可分配盈余的六成按成员与本社的交易额返还，其余按成员账户的份额分配（合作社法第四十四条）。"),
        N_("盈余返还"),
        N_("剩余盈余分配"),
        N_("每股定额，其余结转下年"),
        N_("农户、供销社、村集体 4:4:2"),
        N_("按持股天数分红"),
        N_("每户定额 + 其余按股"),
        N_("按出资额分红，代扣个人所得税 20%"),
        N_("可分配盈余全部按股权登记日的股数分给全体成员。"),
        N_("全体成员按股分红；供销社把所得红利全部按股数再返给农户。"),
        N_("每股分一个整数，剩下的不分，结转下年。"),
        N_("可分配盈余四成给农户，四成给供销社，两成给村集体；各组之内按股数分。"),
        N_("年内入社、转让的，按实际持股的天数计算。"),
        N_("每户农户先分同样一笔，其余由全体成员按股分红。"),
        N_("按成员账户的出资额分配；个人所得按 20% 代扣个人所得税。税务处理由本社与税务机关确认。"),
        N_("公积金"),
        N_("二次返利"),
        N_("农户分红"),
        N_("供销社分红"),
        N_("村集体分红"),
        N_("每户定额"),
        N_("按出资分红"),
        N_("新的一项"),
        N_("普通股"),
    }
)


def usual_text(words: str) -> str:
    """One of the program's own words in the chosen language; any other as it stands in the book."""
    return _(words) if words in _USUAL else words
