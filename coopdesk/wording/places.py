"""What is said of a folder in which a book should not lie, with a better one."""

from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.i18n import _

if TYPE_CHECKING:
    from coopdesk.places import Risk


def place_warning(risk: "Risk", better: Path) -> str:
    """What may happen there, and where to put the book instead."""
    from coopdesk.places import NETWORK  # whoever has a risk to tell of has loaded it; a start has none

    if risk.kind == NETWORK:
        return _(
            "账套放在网络盘上（{by}）：网络一断，正在记的账可能记不进去，两台电脑同时打开会互相妨碍。"
            "请把账套移到本机文件夹，如 {better}；多台电脑共用请改用数据库。"
        ).format(by=risk.by, better=better)
    return _(
        "账套放在{by}的同步文件夹里：同步程序可能在记账时换掉文件，或把两台电脑的账套弄成两份。"
        "请把账套移到不同步的文件夹，如 {better}；备份文件可以放在同步文件夹里。"
    ).format(by=risk.by, better=better)
