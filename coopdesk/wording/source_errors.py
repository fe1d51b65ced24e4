"""What is said of a file that was to be imported and cannot be read: what it is, and what to do."""

from coopdesk.i18n import N_

SENTENCES: dict[str, str] = {
    "source.unreadable_file": N_(
        "“{path}”读不出来（{folder}）：{reason}；请看文件是否还在那里、是否正在 Excel 里打开、U 盘或网络是否还连着"
    ),
    "import.no_file": N_("还没有选要导入的文件；请选择文件，或粘贴表格"),
    "import.none_chosen": N_("还没有选要撤销的导入；请先在表里选中一行"),
    "source.empty": N_("“{name}”里没有任何内容；请核对是否选对了文件"),
    "source.nothing_pasted": N_("剪贴板里没有表格；请先在 Excel 或 WPS 里选中要导入的各行（连同表头）并复制"),
    "source.too_large": N_(
        "“{name}”有 {megabytes} MB，没有读取；最多 {most} MB，请删去图片和用不到的工作表，或分成几个文件"
    ),
    "source.no_memory": N_("这台电脑的内存不够读“{name}”；请关闭其他程序再试，或分成几个文件"),
    "source.kind": N_(
        "“{name}”不是表格文件；可以导入的有 xlsx、xls、et、csv，请在 Excel 或 WPS 里另存为其中一种"
    ),
    "source.other_workbook": N_(
        "“{name}”是另一种表格格式；请用 Excel 或 WPS 打开，另存为“Excel 工作簿（xlsx）”再导入"
    ),
    "source.web_page": N_(
        "“{name}”其实是网页格式，银行和平台导出的文件常是这样；"
        "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（xlsx）”再导入"
    ),
    "source.password": N_("“{name}”有打开密码；请用 Excel 或 WPS 打开，取消打开密码后另存，再导入"),
    "source.damaged": N_(
        "“{name}”已损坏或不完整；请用 Excel 或 WPS 打开，能打开就另存为新的 xlsx 再导入，打不开请重新取得文件"
    ),
    "source.unpacks": N_("“{name}”解开后有 {megabytes} MB，没有读取；这不像一份名册，请核对文件来自哪里"),
    "source.far_cell": N_(
        "工作表“{sheet}”很远处的单元格 {cell} 里有内容，其间全是空格子，没有读取；请在 Excel 里定位到 {cell}，"
        "删去它所在的行和列，保存后再导入"
    ),
    "source.too_many_cells": N_(
        "工作表“{sheet}”有 {rows} 行、{columns} 列，一次读不下；请分成几个工作表或几个文件，并删去用不到的列"
    ),
    "source.encoding": N_(
        "“{name}”第 {line} 行有认不出的文字（文件既不是 UTF-8 也不是 GBK 编码）；"
        "请用 Excel 或 WPS 打开，另存为 xlsx 再导入"
    ),
    "source.quote": N_(
        "“{name}”从第 {line} 行起有一个引号没有配成对，后面的内容无法分格；请补上或删去这个引号"
    ),
}
