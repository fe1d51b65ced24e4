"""What is said of members and the papers they are known by: joining, ending, mistakes, names, numbers, votes."""

from coopdesk.i18n import N_

SENTENCES: dict[str, str] = {
    "member.number_taken": N_("成员编号 {number} 已经用过；编号不重复使用，请换一个"),
    "member.number_missing": N_("请填写成员编号"),
    "member.name_missing": N_("请填写成员 {number} 的姓名或名称"),
    "register.nobody": N_("{day} 还没有成员，名册是空的；请换一个日期"),
    "register.no_operations": N_("{year} 年没有生效的股份变动，登记簿是空的；请换一个年度"),
    "member.unknown": N_("成员名册里没有编号 {number}；请核对编号"),
    "member.joined_in_future": N_("入社日期 {day} 在今天之后；请核对日期"),
    "member.joined_after_entry": N_("该成员在 {day} 已有股份登记，入社日期不能晚于这一天"),
    "member.same_person": N_(
        "名册里已有成员 {number} {name}，出生日期也是 {born}；若确是另一个人，请写明原因再登记"
    ),
    "member.same_name": N_(
        "名册里已有同名的成员 {number} {name}，两人的证件分不出是不是同一人；若确是另一个人，请写明原因再登记"
    ),
    "member.extra_votes": N_(
        "附加表决权合计 {votes} 票，超过上限：{members} 名成员最多 {most} 票（合作社法第二十二条，基本表决权的 20%）"
    ),
    "member.extra_votes_negative": N_("附加表决权不能是负数（{votes}）；没有请填 0"),
    # what was distributed before the book
    "past.below_nothing": N_("金额 {amount} 元小于 0；建账前分到的金额不能是负数"),
    "past.no_amount": N_("这一行没有金额；请填写盈余返还或剩余盈余分配，没有的请删去这一行"),
    "past.too_much": N_("{year} 年度写的返还和分配共 {shared} 元，多于可分配盈余 {distributable} 元；请核对"),
    "past.year_not_past": N_("{year} 不能登记为建账前的年度；请填写 {first} 到 {last} 之间的年度"),
    "past.year_resolved": N_("{year} 年度已在本账套里决议分配，不能再登记为建账前的分配"),
    "past.year_told": N_(
        "{year} 年度已登记为建账前的分配；在本账套里分配这一年会重复，请先在成员的“分配”里删去建账前的登记"
    ),
    "past.twice": N_("第 {row} 行：成员 {member} 的 {year} 年度写了两次；请合并成一行"),
    "past.unknown_member": N_("第 {row} 行：成员名册里没有编号 {member}；请核对编号"),
    "past.several": N_("{name} 有同名的成员（{numbers}）；请填写编号"),
    "past.nothing": N_("没有改动，无须保存"),
    "past.head_differs": N_("{year} 年度建账前的总额在账套里另有登记，与表里的不同；请核对"),
    "past.share_differs": N_(
        "成员 {number} 的 {year} 年度建账前分配在账套里是 {known} 元，表里是 {found} 元；请核对"
    ),
    "import.past_year_unsaid": N_("“{heading}”是哪一年分到的，表头没有写；请说明年度，或不导入这一列"),
    # the end of a membership and what was a mistake
    "member.reason_missing": N_("请写明原因"),
    "member.is_struck": N_("成员 {number} 已作废，不能再登记；如确有此人，请重新入社，用新编号"),
    "member.already_ended": N_("成员 {number} 已于 {day} 退社"),
    "member.not_ended": N_("成员 {number} 没有退社，无可撤销"),
    "member.ended_before_joining": N_("退社日期 {day} 早于入社日期 {joined}；请核对日期"),
    "member.ended_in_future": N_("退社日期 {day} 在今天之后；请到期后再登记"),
    "member.entry_after_end": N_(
        "该成员在 {day} 还有股份登记，退社日期不能是 {ended}；请核对日期，或先冲销那笔登记"
    ),
    "member.still_holds_shares": N_("成员 {number} 还持有 {shares:q} 股；请先转让，或选“全部退股”"),
    "member.not_inherited": N_(
        "成员 {number} 去世，还有 {shares:q} 股没有继承；请先用“继承”登记给各继承人（日期不晚于最后一天），"
        "只有一位继承人的可选“全部转给一名成员”，没有人继承的选“全部退股”"
    ),
    "member.in_plan": N_(
        "成员 {number} 已在 {years} 年度已决议的分配方案里，不能作废；要停止其成员资格请用“退社”"
    ),
    "member.has_account": N_(
        "成员 {number} 的账户里还有 {amount} 的出资或公积金份额，不能作废；请先冲销这些账户记录，或改用“退社”"
    ),
    "member.has_entries": N_(
        "成员 {number} 还有第 {entries} 号登记不是入社时的认股，不能作废；请先冲销这些登记，或改用“退社”"
    ),
    "register.after_end": N_("成员 {number} 已于 {ended} 退社，{day} 不能再登记；请核对日期"),
    # joining: application, vote, proof
    "member.public_unit": N_(
        "“{name}”是具有管理公共事务职能的单位，不能加入合作社（合作社法第十九条）；村集体请用集体经济组织的名称"
    ),
    "member.applied_after_joining": N_("入社申请日期 {day} 晚于入社日期 {joined}；请核对日期"),
    "member.resolved_in_future": N_("入社决议日期 {day} 在今天之后；请核对日期"),
    "member.resolved_before_applied": N_(
        "入社决议日期 {day} 早于申请日期 {applied}；先申请、后表决（合作社法第二十四条），请核对日期"
    ),
    "member.proof_of_organisation": N_("{name} 是单位，没有农民身份证明；请清空“农民身份证明”，或改类别"),
    "member.proof_kind_missing": N_("填了证明编号，请选是哪一种农民身份证明"),
    # leaving
    "member.notice_in_future": N_("退社申请日期 {day} 在今天之后；请核对日期"),
    "member.notice_before_joining": N_("退社申请日期 {day} 早于入社日期 {joined}；请核对日期"),
    "member.no_notice": N_("成员 {number} 没有登记退社申请，无可撤回"),
    "member.notice_late": N_(
        "{notice} 的退社申请应在会计年度终了 {months} 个月前提出（合作社法第二十五条和章程），最早到 {due} 终止；"
        "仍要在 {day} 终止的，请写明原因"
    ),
    "member.not_years_end": N_(
        "退社的成员资格自会计年度终了时终止（合作社法第二十五条），{day} 不是年末；章程另有规定的，请写明"
    ),
    "member.expulsion_unheard": N_(
        "成员 {number} 除名须先听取本人陈述，并由成员大会表决（合作社法第二十六条）；请填写陈述日期和决议编号"
    ),
    "member.heard_after_end": N_("听取陈述的日期 {day} 晚于最后一天 {ended}；请核对日期"),
    "settlement.negative": N_("退社结算里的金额不能是负数（{amount}）；没有请留空"),
    "coop.months_of_notice": N_("退社提前的月数 {months} 应在 0 到 12 之间"),
    # a person entered twice
    "merge.same": N_("{number} 不能与自己合并；请另选一名成员"),
    "merge.done": N_("成员 {number} 已并入 {into}，不能再变动；请用 {into}"),
    "merge.ended": N_("保留的成员 {number} 已于 {day} 退社；请保留仍在社的那一条"),
    "merge.kinds": N_("{gone} 和 {kept} 一个是个人、一个是单位，不能合并；请核对类别"),
    "merge.in_office": N_("{number} 还有在任的职务；请先登记卸任，再在保留的成员名下登记任职"),
    "merge.in_plans": N_(
        "{years} 年度已决议的分配里，{gone} 和 {kept} 都有金额；合并后这些金额仍分别记在两个编号下，不改动。"
        "确实如此的，请写明原因"
    ),
    # officers
    "officer.dates": N_("任期的结束日期 {ended} 早于开始日期 {begun}；请核对日期"),
    "officer.twice": N_("{name} 从 {begun} 起已任{office}；请先登记卸任，或核对日期"),
    "officer.conflict": N_(
        "{name} 从 {begun} 起任{other}，不得同时任{office}：理事长、理事、经理和财务会计人员不得兼任监事"
        "（合作社法第三十三条）"
    ),
    "officer.taken": N_("{office}只有一人，{name} 从 {begun} 起在任；请先登记其卸任"),
    "officer.nobody": N_("请选任职的成员，或填写不是成员的姓名"),
    "officer.in_future": N_("日期 {day} 在今天之后；请到时再登记"),
    "officer.not_elected": N_(
        "{office}由成员大会从本社成员中选举（合作社法第三十三条），{name} 不是成员；请选成员"
    ),
    "officer.no_member": N_("{number} 在 {day} 不是成员，不能从这一天起任职；请核对日期"),
    "officer.unknown": N_("没有第 {term} 号任职，或已撤销；请刷新后再试"),
    "officer.ended": N_("这一任职已于 {day} 结束；请选别的任职"),
    # households
    "household.nameless": N_("第 {row} 行没有姓名；请选成员，或填写非成员的姓名"),
    "household.both": N_("成员的姓名和证件以名册为准；请清空这一格，或清空“成员”"),
    "household.code_taken": N_("户编号 {household} 已经用过；编号不重复使用，请换一个"),
    "household.no_relation": N_("第 {row} 行（{name}）没有写与户主关系；请选一种，或自己填写"),
    "household.heads": N_("一户应有一位户主，现在有 {count} 位；请在“与户主关系”里只给一个人选“户主”"),
    "household.twice": N_("{name} 在这一户里写了两次；请删去一行"),
    "household.member_elsewhere": N_(
        "成员 {number} 现在是 {household} 户的人；若已分户、婚嫁或合户，请写明原因，原来那一户会相应减去此人"
    ),
    "household.head_moves": N_("{household} 户的户主要转到别户；请先给 {household} 户另定户主，或先销户"),
    "household.person_elsewhere": N_(
        "{name} 的证件号码已登记在 {household} 户；请先从那一户删去，或核对号码"
    ),
    "household.unknown": N_("没有编号为 {household} 的户，或已销户；请核对户编号"),
    # member accounts
    "account.no_entries": N_("没有要记入成员账户的金额；请填写金额"),
    "account.nothing": N_("成员 {member} 的金额是 0；请填写金额"),
    "account.not_even": N_("转出与转入不相等，相差 {amount}；请核对各成员的金额"),
    "account.not_transferable": N_(
        "成员 {member} 的国家财政补助、他人捐赠量化份额不能转让（重庆市实施合作社法办法第十三条）"
    ),
    "account.day_in_future": N_("日期 {day} 在今天之后；请核对日期"),
    "account.before_joining": N_("成员 {number} 在 {joined} 才入社，{day} 不能记入账户；请核对日期"),
    "account.after_end": N_("成员 {number} 已于 {ended} 退社，{day} 不能再记入账户；请核对日期"),
    "account.below_zero": N_(
        "成员 {member} 的{column}在 {day} 会成为 {amount}；成员账户不能是负数，请核对金额和日期"
    ),
    "account.not_positive": N_("金额 {amount} 不对；金额应大于 0"),
    "account.negative": N_("成员 {member} 的{column}不能是负数（{amount}）；请核对"),
    "account.same_party": N_("转出和转入是同一成员（{number}）；请另选一方"),
    "account.twice": N_("成员 {member} 填了两次；请合并成一行"),
    "account.as_it_is": N_("这些账户在 {day} 已经是所填的余额，不用再记"),
    "account.valuation_missing": N_(
        "非货币财产出资须由成员（代表）大会评估作价；请填写作价决议的编号（合作社法第十三条，重庆市办法第十条）"
    ),
    "account.resolution_missing": N_("这要由成员（代表）大会决议；请填写决议编号"),
    "account.term_missing": N_("请填写出资到哪一天，以及这项权利的期限到哪一天（重庆市办法第十条）"),
    "account.term_beyond": N_(
        "出资到 {until}，超过了权利期限 {term}；出资期限不能长于剩余的承包期限（重庆市办法第十条）"
    ),
    "account.not_averaged": N_("{column}不是平均量化的；请选国家财政补助或他人捐赠"),
    "account.document_missing": N_("请写明凭据，如拨款文件或捐赠协议的编号"),
    "account.no_members": N_("{day} 没有成员，不能量化；请核对日期"),
    "account.even": N_("{day} 各成员的补助、捐赠份额已经平均，不用再做"),
    "account.still_member": N_("成员 {number} 在 {day} 还没有退社，出资和公积金份额不能退还；请先办退社"),
    "account.nothing_left": N_("成员 {number} 的账户在 {day} 已没有可退还的出资和公积金份额"),
    "account.more_than_left": N_("成员 {number} 的账户只剩 {left} 可以退还，不能退 {amount}"),
    "account.nothing_in_year": N_("{year} 年度还没有成员账户；请换一个年度"),
    "account.unknown_posting": N_("没有第 {posting} 号账户记录；请刷新后再试"),
    "account.already_reversed": N_("第 {posting} 号账户记录已经冲销过，或者本身就是冲销；请冲销别的记录"),
    "register.no_agreement": N_(
        "第 {operation} 号股份变动不是成员之间的转让或赠与，或已冲销，没有协议可打印"
    ),
    "settlement.not_ended": N_("成员 {number} 没有退社，没有结算单可打印"),
    # certificates
    "certificate.unknown": N_("没有编号 {number} 的股权证；请核对编号"),
    "certificate.taken": N_("股权证编号 {number} 已经用过；请换一个编号"),
    "certificate.there": N_("成员 {member} 已有股权证 {number}；遗失请用“补发”，换发请先收回"),
    "certificate.everybody": N_("{day} 持有股份的成员都已有股权证，没有要发的"),
    "certificate.no_member": N_("{day} 成员 {member} 不在社；请核对日期"),
    "certificate.no_household": N_("成员 {member} 没有登记户，不能按户发股权证；请先登记户"),
    "certificate.nothing_held": N_("成员 {member} 在 {day} 没有股份，不能发股权证；请核对日期"),
    "certificate.in_future": N_("日期 {day} 在今天之后；请核对日期"),
    "certificate.ended": N_("股权证 {number} 已于 {day} 收回或注销，不能再办理"),
    "certificate.no_reason": N_("请填写原因，如“遗失，已登报声明”"),
    "certificate.before": N_("股权证 {number} 最近一次办理是 {newest}，日期不能早于这一天；现填 {day}"),
    # names and other texts
    "text.character": N_(
        "“{text}”里的“{character}”（{point}）不是可以保存的字；请删去，用输入法重新录入这个字"
    ),
    # papers
    "identity.resident_form": N_("身份证号码应为 18 位（旧证 15 位），末位可为 X；请核对后重新填写"),
    "identity.resident_date": N_("身份证号码中的出生日期 {value} 不存在；请核对第 7 至 14 位"),
    "identity.resident_future": N_("身份证号码中的出生日期 {day} 在今天之后；请核对第 7 至 14 位"),
    "identity.resident_check": N_("身份证号码的校验位不符，至少有一位写错；请对照证件核对"),
    "identity.credit_form": N_(
        "统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z）；请核对后重新填写"
    ),
    "identity.credit_check": N_("统一社会信用代码的校验位不符，至少有一位写错；请对照证照核对"),
    "identity.organisation_form": N_("组织机构代码应为 8 位加 1 位校验码，如 D2143569-X；请核对后重新填写"),
    "identity.organisation_check": N_("组织机构代码的校验位不符，至少有一位写错；请对照证照核对"),
    "identity.resident_for_organisation": N_(
        "这是居民身份证号码，不是单位的统一社会信用代码；请填单位的代码，或把类别改成个人"
    ),
    "identity.not_for_organisation": N_("单位不用{kind}；请选统一社会信用代码、组织机构代码或营业执照注册号"),
    "identity.ambiguous": N_("这个号码既像身份证号码，又像统一社会信用代码；请选证件类型"),
    "identity.unknown_form": N_("从这个号码看不出是哪种证件；请核对号码，或选证件类型"),
    "identity.wrong_form": N_("这不是{kind}的号码；请核对号码，或另选证件类型"),
    "identity.account_form": N_("银行账号只能是数字（6 至 32 位，空格可以）；请核对后重新填写"),
    "identity.phone_form": N_(
        "电话应为 11 位手机号码，或座机如 023-62480000（可带分机 -801）；请核对后重新填写"
    ),
    # meeting
    "meeting.extra_votes": N_(
        "附加表决权 {votes} 票不合规定：{members} 名成员最多 {most} 票（合作社法第二十二条，基本表决权的 20%）"
    ),
    "verify.household_search": N_("{household} 户的检索资料与姓名不符"),
    "verify.search": N_("成员 {member} 的检索资料与姓名不符"),
}
