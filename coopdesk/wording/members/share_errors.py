"""What is said of share operations and of the rules of a class: what cannot be, and what to do instead."""

from coopdesk.i18n import N_

SENTENCES: dict[str, str] = {
    # the register
    "register.before_split": N_(
        "这类股份已于 {split} 拆股，{day} 的登记会把拆股前后的股数混在一起；"
        "请把日期写在 {split} 或以后（按拆股后的股数），确要补登的请先冲销那次拆股"
    ),
    "register.split_since": N_(
        "第 {entry} 号登记之后，这类股份已于 {split} 拆股（第 {number} 号）；请先冲销那次拆股"
    ),
    "register.entries_since_split": N_(
        "第 {entry} 号拆股之后，这类股份又有登记（最近为第 {number} 号）；请先冲销这些登记"
    ),
    # operations
    "operation.ratio": N_("比例 {upper} : {lower} 不能用；两边都应是大于 0 的整数，拆股还应有变化"),
    "operation.no_heir": N_("还没有填继承人；请至少填一位"),
    "operation.heir_twice": N_("继承人 {member} 写了两次；请合成一行"),
    "operation.parts": N_("各继承人的份额合计 {upper}/{lower}，不等于 1；请核对份额"),
    "operation.no_part_left": N_("已填的份额合计到了 1，没有填份额的继承人分不到；请核对份额"),
    "operation.part_of_nothing": N_("{shares:q} 股分给这些继承人，{member} 一点也分不到；请核对份额"),
    "operation.class_missing": N_("只继承一部分股数时，请选定股份类别"),
    "operation.no_estate": N_("成员 {member} 在 {day} 没有可以继承的股份；请核对日期和类别"),
    "operation.same_class": N_("转出和转入是同一类股份；请另选一类"),
    "operation.not_exact": N_(
        "成员 {member} 的 {shares:q} 股按 {upper} : {lower} 折算，小数超过六位，不能精确；请改比例，或先调整其股数"
    ),
    "operation.par_not_exact": N_("每股出资额 {par} 元按 {upper} : {lower} 折算不是整分；请改比例"),
    "operation.nobody_holds": N_("这一天没有人持有这类股份"),
    "operation.entries_after": N_(
        "这类股份在 {last} 还有登记，拆股日期不能早于它；请把拆股写在 {last} 或以后"
    ),
    "operation.term_sum": N_("{day} 到期的一期金额应大于 0"),
    "operation.term_day": N_("{day} 到期的一期早于 {before}；各期应按日期先后填写，且不早于登记日期"),
    "operation.terms_sum": N_("各期合计 {together} 元，与应缴出资额 {whole} 元不符；请核对各期金额"),
    # money for shares
    "register.not_paid_in": N_(
        "成员 {member} 在 {day} 之后还有 {shares:q} 股未缴足出资，不能转出；请先缴足，或冲销未缴的认购"
    ),
    "payment.no_terms": N_("第 {operation} 号登记没有约定分期，或已经冲销；不用登记缴款"),
    "payment.no_redemption": N_("第 {operation} 号登记不是退股，或已经冲销；只有退股约定分期付款"),
    "payment.agreed_already": N_("第 {operation} 号登记已经约定了分期；要改请先冲销这一号登记"),
    "payment.not_positive": N_("金额 {amount} 元不对；应大于 0"),
    "payment.before_operation": N_("缴款日期 {day} 早于登记日期 {since}；请核对日期"),
    "payment.in_future": N_("缴款日期 {day} 在今天之后；请核对日期"),
    "payment.too_much": N_("金额 {amount} 元超过未付的 {left} 元；请核对金额"),
    "payment.unknown": N_("没有第 {payment} 号付款，或已经冲销；请核对号码"),
    "payment.paid_already": N_("第 {operation} 号登记已经付过款；请先冲销付款，再冲销登记"),
    # rules of a class
    "share_class.ended": N_(
        "“{label}”的期限到 {ends} 为止，{day} 不能再取得；到期的股份请退股、收回或转换为其他类别"
    ),
    "share_class.not_transferable": N_("按章程“{label}”不得转让、赠与；可以退股，或由继承人继承"),
    "share_class.only_members": N_(
        "按章程“{label}”只能转给已是成员的人，{number} 于 {joined} 才入社；请把日期写在入社之后"
    ),
    "share_class.officer": N_(
        "{number} 是在任的职务人员，按章程任职期间不得转让这类股份（合作社法第三十三条的职务）"
    ),
    "share_class.cap": N_("登记后 {number} 持有“{label}”{shares:q} 股，超过章程规定的每人最多 {cap:q} 股"),
    "share_class.cap_part": N_(
        "登记后 {number} 持有“{label}”{shares:q} 股，全部 {whole:q} 股，超过章程规定的每人最多占 {percent:q}%"
    ),
    "share_class.no_voice": N_("{number} 只持有“{label}”这类没有表决权的股份，不能给附加表决权"),
    "share_class.rule_negative": N_("持股上限不能是负数；没有上限请留空"),
    "share_class.rule_part": N_("持股比例上限应在 0 到 100% 之间；没有上限请留空"),
    "verify.operation": N_(
        "第 {entry} 笔登记属于第 {number} 号变动，前一笔却属于第 {before} 号：变动编号不连续"
    ),
}
