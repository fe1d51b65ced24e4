"""What is said when a use case, the book, a paper, a file or the command line refuses."""

from coopdesk.i18n import N_

SENTENCES: dict[str, str] = {
    # services
    "register.shares_not_positive": N_("股数 {shares:q} 不对；股数应大于 0"),
    "register.same_party": N_("转出和转入是同一成员（{member}）；请另选一方"),
    "register.unknown_entry": N_("股权登记簿里没有第 {entry} 号登记；请核对号码"),
    "register.already_reversed": N_("第 {entry} 号登记已经冲销过，或本身就是冲销；不能再冲"),
    "register.reason_missing": N_("请写明冲销的原因"),
    "register.unknown_class": N_("没有代码为 {share_class} 的股份类别；请先在设置里增加"),
    "register.day_in_future": N_("登记日期 {day} 在今天之后；请核对日期"),
    "register.before_joining": N_("成员 {number} 于 {joined} 入社，{day} 还不是成员；请核对日期"),
    "register.not_covered": N_(
        "成员 {member} 的“{label}”在 {day} 只有 {held:q} 股可用，登记后会成为负数；请减少股数或改日期"
    ),
    "coop.name_missing": N_("请先在设置里填写合作社名称"),
    "coop.founded_in_future": N_("成立日期 {day} 在今天之后；请核对日期"),
    "coop.reserve_rate": N_("公积金提取比例 {rate:q} 应在 0 到 1 之间（0 到 100%）"),
    "coop.reserve_basis": N_(
        "公积金按交易额和按成员平均量化的比例合计是 {total:q}；不能超过 1（100%），也不能是负数"
    ),
    "coop.notice_days": N_("公示天数 {days} 应在 1 到 365 天之间"),
    "coop.precision": N_("取整单位 {precision} 不能用；请选设置里列出的一种"),
    "coop.record_day": N_("股权登记日 {month} 月 {day} 日不存在；请核对月和日"),
    "share_class.label_missing": N_("请填写股份类别的代码和名称"),
    "share_class.par_negative": N_("每股出资额 {par} 不能是负数"),
    "share_class.label_taken": N_("已有名为“{label}”的股份类别；请换一个名称"),
    "year.income_negative": N_("收入 {amount} 不能是负数；亏损由支出大于收入算出"),
    "year.costs_negative": N_("支出 {amount} 不能是负数；冲回的支出请并入收入"),
    "year.source_missing": N_("请写明 {year} 年度数字的来源，如“2019 年度盈余及盈余分配表”"),
    "year.no_figures": N_("{year} 年度还没有收入和支出；请先录入本年盈余"),
    "plan.already_approved": N_("{year} 年度的分配方案已经决议；如须更改，请先撤回决议"),
    "plan.record_date": N_("股权登记日 {day} 应在 {year} 年度、上一年或下一年内；请核对日期"),
    "plan.no_capital": N_(
        "“{classes}”没有每股出资额，成员持有的这类股份不算出资，也就不计入成员账户；请在“设置—股份类别”填上每股出资额，"
        "确实没有出资的（如量化股）请写明理由，再保存草案"
    ),
    "plan.patronage_not_trade": N_(
        "“{label}”不是按交易量（额）分的，不能计作按交易返还的部分（合作社法第四十四条）；请去掉这一项的勾选"
    ),
    "plan.stale": N_("起草之后，{year} 年度的名册、股份或盈余有了变动；请重新生成草案，再作决议"),
    "plan.unknown": N_("账套里没有第 {plan} 号分配方案"),
    "plan.wrong_state": N_("{year} 年度的分配方案现在是“{state}”，不能这样做；请刷新后再看"),
    "plan.reason_missing": N_("请写明撤回的原因"),
    "plan.paid_before_resolution": N_(
        "发放日期 {day} 早于决议日期 {resolution}；请核对日期，确是先发放后决议的请写明原因"
    ),
    "plan.resolved_before_record_date": N_(
        "会议日期 {day} 早于股权登记日 {record_date}；请核对日期，确是先决议后登记的请写明原因"
    ),
    "plan.households_paid": N_("{year} 年度已有 {count} 户领到红利，不能撤回决议；请先把这些户改回未发放"),
    "plan.no_household": N_("{year} 年度：还没有选要标记的户"),
    "plan.household_unknown": N_("{year} 年度的分配里，成员 {number} 没有要发放的红利；请核对编号"),
    "plan.paid_in_future": N_("发放日期 {day} 在今天之后；请核对日期"),
    "plan.not_approved": N_("{year} 年度的分配方案还没有决议；决议之后才能打印"),
    "meeting.day_in_future": N_("决议日期 {day} 在今天之后；请核对日期"),
    "sheet.name_missing": N_("请填写产品或计量的名称，如 鲜蛋、工龄"),
    "sheet.name_reserved": N_("“{name}”是程序自有的分配依据，不能另作名称；请换一个名称"),
    "sheet.source_missing": N_("请写明 {year} 年度这些数字的来源，如“2019 年收购台账”"),
    "sheet.negative": N_("第 {row} 行（成员 {member}）的数量 {value} 不能是负数；只有交易的退货可以是负数"),
    "sheet.signs_differ": N_(
        "第 {row} 行（成员 {member}）的数量 {value} 与金额 {amount} 元一正一负；退货请两个都填负数，否则请核对正负号"
    ),
    "sheet.too_large": N_("第 {row} 行（成员 {member}）的数量 {value} 太大；请核对数字"),
    "sheet.unknown_member": N_("第 {row} 行：名册里没有成员“{member}”；请核对编号或姓名"),
    "sheet.no_member": N_("第 {row} 行没有编号或姓名；请填写是谁的，或把这一行清空"),
    "sheet.unknown_number": N_(
        "第 {row} 行：名册里没有编号“{number}”，“{name}”的编号是 {numbers}；请核对后只留正确的编号"
    ),
    "sheet.name_differs": N_(
        "第 {row} 行：编号 {number} 是“{known}”，不是“{name}”；请核对后只留正确的编号或姓名"
    ),
    "sheet.several_members": N_("第 {row} 行：名册里叫“{member}”的不止一个（{numbers}）；请改填成员编号"),
    "columns.unchosen": N_("请选择第 {column} 列是什么；用不到的列选“不用”"),
    "columns.twice": N_("有两列选成了同一项；每项只能选一列"),
    "columns.no_member": N_("请选出成员编号或姓名在哪一列"),
    "columns.no_figure": N_("请选出数量或金额在哪一列"),
    "sheet.no_figure": N_("第 {row} 行没有数字；请填写数量，或把这一行清空"),
    "template.unknown": N_("这个模板已经撤下或不存在；请刷新后再看"),
    "template.title_missing": N_("请填写模板的名称"),
    "template.title_taken": N_("已有名为“{title}”的模板；请换一个名称"),
    "template.no_giver": N_("这个模板要由“{kind}”成员返利，名册里还没有这类成员；请先入社或换一个模板"),
    "print.page_too_large": N_(
        "这份单据的纸是 {page} 毫米，打印机“{printer}”现在的纸是 {sheet} 毫米，放不下；请换这种纸，或改用别的版式"
    ),
    "print.offset_form": N_("“{value}”不是移动的距离；请填毫米，最多一位小数，不超过 {most}，如 1.5 或 -0.3"),
    "print.refused": N_("打印机“{printer}”没有接受；请看打印机是否接通、有纸，或另存为 PDF"),
    "template.damaged": N_("分配办法模板 {name} 读不出来；请重新安装程序"),
    # persistence
    "book.already_open": N_("账套“{path}”已由 {who} 在 {since} 打开；请先关闭那个窗口，再打开"),
    "book.open_by_other_name": N_(
        "账套“{path}”已经用另一个名称打开（另一个文件夹、盘符或网络路径，指的是同一个文件）；请先关闭那个窗口，再打开"
    ),
    "book.bad_url": N_("数据库地址写得不对；应为 postgresql://user:password@host:port/database 的样式"),
    "book.busy": N_("账套“{path}”正被另一程序写入，未作改动；请稍候再试"),
    "book.bad_value": N_(
        "账套“{path}”已损坏：表 {table} 第 {row} 行的 {column} 读不出来，未作改动；"
        "请停止登记，先用“备份”另存能读的部分，再恢复最近的备份：{backup}"
    ),
    "book.damaged": N_(
        "账套文件“{path}”已损坏；请停止登记，先用“备份”另存能读的部分，再恢复最近的备份：{backup}"
    ),
    "book.row_missing": N_(
        "账套“{path}”已损坏：表 {table} 缺少第 {row} 行，未作改动；"
        "请停止登记，先用“备份”另存能读的部分，再恢复最近的备份：{backup}"
    ),
    "book.disk_error": N_("读写“{path}”时磁盘出错，未作改动；请检查磁盘 {folder}"),
    "book.disk_full": N_("磁盘已满（{folder}），未作改动；请腾出空间后再试"),
    "book.exists": N_("“{path}”已经存在；请另取名称，或直接打开它"),
    "book.folder_gone": N_("找不到文件夹 {folder}；请检查磁盘或 U 盘是否接好"),
    "book.folder_read_only": N_("文件夹 {folder} 不能写入；请把账套放到可以写入的文件夹"),
    "book.gone": N_("账套文件“{path}”不见了（被移走、删除，或 U 盘已拔出）；请立即另存一份备份，再找回文件"),
    "book.in_use": N_(
        "“{path}”正被其他程序打开（如同步、杀毒或备份程序），或没有读写权限，未作改动；请关闭那个程序再试（{folder}）"
    ),
    "book.moved_on": N_(
        "这个账套已由更新的程序升级（{version}，本程序到 {known}），不能再用本程序读写；请关闭窗口，升级程序后再打开"
    ),
    "book.no_access": N_("没有权限读写“{path}”（{folder}）；请更改权限，或请管理员处理"),
    "book.no_database": N_("服务器上没有数据库“{path}”；请核对名称，或请管理员建立"),
    "book.no_driver": N_("本机没有安装 PostgreSQL 驱动；请安装 coopdesk 的 postgresql 附加组件"),
    "book.no_locks": N_(
        "{folder} 所在的磁盘不支持账套需要的文件锁；请把账套放到本机磁盘，多机共用请改用数据库"
    ),
    "book.no_server": N_("连不上数据库服务器 {host}；请检查网络，以及服务器是否已开"),
    "book.not_a_book": N_("“{path}”不是本程序的账套；请另选文件"),
    "book.not_found": N_("找不到账套“{path}”（{folder}）；请核对位置和名称"),
    "book.read_only": N_("账套“{path}”是只读的，不能改动；请取消只读属性，或复制到可以写入的文件夹"),
    "book.schema": N_(
        "账套“{path}”的内部结构被别的程序改动过（{parts}），为免资料被改坏，没有打开，未作改动；"
        "请恢复最近的备份：{backup}"
    ),
    "book.server_full": N_("数据库服务器 {host} 的连接已满；请稍候再试，或请管理员处理"),
    "book.server_gone": N_("与数据库服务器 {host} 的连接断了，未完成的操作未作改动；请检查网络后再试"),
    "book.server_silent": N_(
        "数据库服务器 {host} 没有回答，未完成的操作未作改动；请检查网络和服务器，稍候再试"
    ),
    "book.result_unknown": N_(
        "结果未知：保存时与数据库服务器 {host} 的连接断了，这项操作可能已经记入账套，也可能没有；"
        "请先不要重做，恢复连接后程序会查明并告知"
    ),
    "book.not_done": N_("与数据库服务器 {host} 的连接断过；已查明这项操作没有记入账套，请重做一次"),
    "book.was_done": N_("已查明：上一次没有回音的操作其实已经记入账套；这一次没有再做，请核对后再决定"),
    "book.unknown_version": N_(
        "账套“{path}”的版本（{version}）本程序不认识，可能已损坏或被改动；请改用最近的备份"
    ),
    "book.too_new": N_("账套“{path}”由更新版本的程序建立（{version}，本程序到 {known}）；请先升级程序"),
    "book.too_old": N_("账套“{path}”是旧版本（{version}），只读方式不能升级；请先用窗口打开一次"),
    "book.wrong_password": N_("数据库服务器 {host} 不接受用户 {user} 的口令；请核对用户名和口令"),
    "backup.damaged": N_("备份“{path}”没有通过检查，已经删除；请换一个磁盘再备份"),
    "backup.defects": N_(
        "账套有 {count} 处问题，没有用它替换原来的备份“{path}”；请先检查账套，或把这次备份另取名称"
    ),
    "backup.rescued": N_(
        "账套“{book}”已损坏，不能完整备份；能读的部分已另存为“{path}”（{folder}），读不出的：{lost}；"
        "请恢复最近的备份，再对照这一份补登"
    ),
    "backup.same_file": N_("“{path}”就是正在使用的账套；备份请另取名称"),
    "restore.same_file": N_("“{path}”就是这本账套自己；请另选一个备份"),
    "restore.defects": N_(
        "备份“{path}”（{folder}）有 {count} 处问题，没有用它恢复，现有账套未动；请换一个备份"
    ),
    "target.book": N_("“{path}”是一本账套，不能用别的文件覆盖它；请另取名称"),
    "target.lock": N_("“{path}”是程序打开账套时用的文件名，不能写到那里；请另取名称"),
    "target.log": N_("“{path}”里有账套还没有写完的内容，不能覆盖；请另取名称"),
    "target.special": N_("“{path}”（{folder}）不是普通文件，不能写到那里；请另取名称"),
    "target.exists": N_("“{path}”已经存在（{folder}）；请另取名称，或加 --force 替换它"),
    "paper.not_pdf": N_("单据文件名应以 .pdf 结尾，不能是“{path}”"),
    "changed.since": N_(
        "这份资料在打开之后已被别人改动：{person} 于 {at}“{act}”（日志第 {number} 号），没有保存；"
        "请重新打开，看过新的内容再改"
    ),
    "notice.log_aside": N_(
        "账套旁边有一份不属于它的日志，没有并入账套，已另存为“{path}”；账套内容以现在所见为准"
    ),
    "notice.older": N_(
        "这个账套的操作日志只到第 {count} 号，本机上次见到的已到第 {kept} 号：它可能是一份旧的备份，或者末尾被截去。"
        "如果是特意恢复的备份，可以继续；否则请先找回较新的账套，再登记"
    ),
    "notice.other_head": N_(
        "这个账套的操作日志第 {number} 号与本机上次见到的不同：它在别处另行登记过，或者被改写。"
        "请先核对是不是要用的账套，再登记"
    ),
    "register.too_many": N_("股数 {shares:q} 太大，账套存不下；请核对数字"),
    "verify.file": N_("文件内部有错：{detail}"),
    "verify.reference": N_("表 {table} 第 {row} 行所指的资料不存在"),
    "verify.numbering": N_("股权登记共 {count} 笔，最大号码却是 {highest}：有登记缺失"),
    "verify.roll": N_("成员名册共 {count} 户，最大序号却是 {highest}：有成员缺失"),
    "verify.households": N_("登记的户共 {count} 户，最大序号却是 {highest}：有户缺失"),
    "verify.household": N_("{household} 户的现有人员与登记不符"),
    "verify.account_numbering": N_("成员账户记录共 {count} 号，最大号码却是 {highest}：有记录缺失"),
    "verify.reserve": N_("{year} 年度：成员账户里量化的公积金 {kept} 与方案提取的 {counted} 不符"),
    "verify.account_empty": N_("第 {posting} 号账户记录没有金额：它的分户金额缺失"),
    "verify.account_reversal": N_("第 {posting} 号账户记录与冲销它的记录合起来不是 0"),
    "verify.certificate_numbering": N_("股权证共 {count} 本，最大序号却是 {highest}：有股权证缺失"),
    "verify.certificate": N_("股权证 {number} 的办理记录前后不符：缺发证，或注销收回之后还有记录"),
    "verify.holding": N_("成员 {member} 的现有股数 {kept:q} 与登记合计 {counted:q} 不符（{share_class}）"),
    "verify.details": N_("成员 {member} 的现有资料与最近一次登记不符"),
    "verify.value": N_("表 {table} 第 {row} 行的 {column} 读不出来：不是这一栏能有的值"),
    "verify.table": N_("表 {table} 读不到底（{reason}）：其中有的行已经读不出来"),
    "verify.stopped": N_("有一项检查（{part}）做不下去：{reason}"),
    "verify.journal_changed": N_("操作日志第 {number} 号本身被改动过"),
    "verify.journal_cut": N_(
        "操作日志只到第 {count} 号，账套里却有第 {highest} 号写入的资料：日志的末尾被截去"
    ),
    "verify.journal_head": N_(
        "操作日志第 {number} 号的校验值与留存的（{kept}…）不符：日志被整段改写，或者这不是同一个账套"
    ),
    "verify.journal_missing": N_("操作日志缺第 {number} 号：被抽掉了"),
    "verify.journal_more": N_("日志与资料不符之处超过 {count} 处，其余不再列出"),
    "verify.journal_order": N_("操作日志的次序被调换：第 {number} 号现在排在第 {place} 号的位置"),
    "verify.journal_rewritten": N_("操作日志第 {number} 号被整条改写：后一号留存的校验值与它不符"),
    "verify.journal_short": N_(
        "操作日志只到第 {count} 号，而此前已记到第 {kept} 号：末尾被截去，或者这是一份旧的副本"
    ),
    "verify.row_added": N_("表 {table} 第 {row} 行不是任何一次操作写入的：被添上去的（号码 {number}）"),
    "verify.row_changed": N_("第 {number} 号操作写入的资料被改动：表 {table} 第 {row} 行"),
    "verify.row_missing": N_("第 {number} 号操作写入的资料缺失：表 {table} 少了一行（{row}）"),
    "verify.row_order": N_("表 {table} 第 {row} 行被换了位置（现在在第 {number} 号操作名下）"),
    "verify.schema_changed": N_("账套的内部结构被改动过：{what} 与本程序所建的不同"),
    "verify.schema_foreign": N_("账套里有不属于本程序的东西：{what}"),
    "verify.schema_missing": N_("账套的内部结构缺少 {what}"),
    "verify.draft": N_("{year} 年度第 {plan} 号草案读不出来"),
    "verify.plan_line": N_("{year} 年度分配：“{line}”存为 {stored}，各成员相加却是 {counted}"),
    "verify.plan_gross": N_("{year} 年度分配：应发合计存为 {stored}，各成员相加却是 {counted}"),
    "verify.plan_tax": N_("{year} 年度分配：代扣税款合计存为 {stored}，各成员相加却是 {counted}"),
    "verify.plan_distributable": N_("{year} 年度分配：可分配盈余存为 {stored}，核算却是 {counted}"),
    "verify.plan_carried_forward": N_("{year} 年度分配：结转下年存为 {stored}，按草案重算却是 {counted}"),
    "verify.plan_loss_made_good": N_("{year} 年度分配：弥补亏损存为 {stored}，按草案重算却是 {counted}"),
    "verify.plan_label": N_("{year} 年度分配：“{line}”的名称或金额与草案不符"),
    "verify.loss_shares": N_("{year} 年度亏损处理：成员账户分担的亏损与按出资额重算的不符"),
    "verify.other_engine": N_(
        "{year} 年度的分配由第 {engine} 版算法算出，本程序是第 {known} 版：只核对各项是否相符，不按草案重算"
    ),
    "verify.plan_members": N_("{year} 年度第 {plan} 号分配方案的成员与草案不符"),
    "verify.plan_member": N_("{year} 年度分配：成员 {member} 的金额与按草案重算的不符"),
    # reports
    "paper.too_many_lines": N_(
        "“{member}”有 {lines} 个分配项目，这种版式一张最多印 {most} 个；请改用“A5 每页一张”版式或合并分配项目"
    ),
    "paper.nothing_to_print": N_("没有可打印的成员：这一年的分配方案中没有人持股或分得款项"),
    "paper.unknown_layout": N_(
        "没有“{layout}”这种版式；可用 a5（每页一张）、3up（A4 每页三张）或 241x93（连续纸）"
    ),
    "paper.disk_full": N_("磁盘已满，{path} 未写入，原有文件未动；请清理磁盘或换一个位置后再试"),
    "paper.folder_gone": N_("文件夹 {path} 不存在（移动盘可能已拔出）；请选择另一个位置后再试"),
    "paper.not_writable": N_(
        "不能写入 {path}：文件正被其他程序打开，或没有写入权限；请关闭该文件或换一个位置"
    ),
    "paper.not_written": N_("{path} 未能写入（{reason}），原有文件未动；请换一个位置后再试"),
    # exchange
    "case_file.unreadable": N_("不能读取 {path}（{reason}）；请核对路径和权限"),
    "case_file.too_large": N_("{path} 超过 {megabytes} MB，不像是案例文件"),
    "case_file.no_memory": N_("{path} 太大，本机内存放不下；请核对它是不是案例文件，或换一台内存更大的电脑"),
    "book.sum_too_large": N_("账套“{path}”里的数相加太大，算不下去；请查找并冲销录错的大数"),
    "figure.too_large": N_("{figure} 太大，账套存不下；请核对数字"),
    "text.not_a_text": N_("“{value}”里有不成字的内容（半个字符或空字符）；请删去后重新输入"),
    "case_file.not_utf8": N_("文件不是 UTF-8 编码：第 {position} 字节为 {value}；请另存为 UTF-8"),
    "case_file.not_json": N_("文件不是 JSON：第 {line} 行第 {column} 列起读不下去，那里是“{value}”"),
    "case_file.too_deep": N_("文件不像案例：第 {line} 行的括号嵌套超过 {depth} 层"),
    "case_file.duplicate_key": N_("{key} = {value}：同一组里这个键写了两次；请去掉一个"),
    "case_file.half_character": N_("{value} 只是半个字符，写不出来；请改正这个字"),
    "sample.damaged": N_("随程序提供的示例数据 {name} 读不出来；请重新安装程序"),
    "sample.other_book": N_("这个账套是“{name}”的，不能放入示例数据；请换一个位置建立示例账套"),
    # command line
    "demo.folder": N_("不能建立文件夹 {path}（{reason}）；请换一个位置"),
    "book.wrong_suffix": N_("账套文件名应以 {suffix} 结尾，不能是 {path}"),
    "book.window_needs_file": N_("窗口目前只打开账套文件；请给出以 .coop 结尾的文件"),
}
