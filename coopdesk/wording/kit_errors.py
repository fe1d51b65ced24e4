"""What is said when something typed or pasted into the kit's own parts (grids, filters, lists) cannot be taken."""

from coopdesk.i18n import N_

SENTENCES: dict[str, str] = {
    "grid.too_wide": N_(
        "粘贴的内容有 {pasted} 列，从“{column}”起只有 {room} 列；没有粘贴。请把光标放到对应的第一列，或连同表头复制"
    ),
    "grid.heading_twice": N_("粘贴的表头里“{column}”出现了两次；没有粘贴。请删去重复的一列再复制"),
    "grid.too_many": N_("粘贴 {pasted} 行后会超过 {most} 行；没有粘贴。请分几次录入"),
}
