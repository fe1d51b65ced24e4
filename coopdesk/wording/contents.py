"""What a book holds, as a person tells one copy of it from another."""

from coopdesk.i18n import _, format_date, mark, ngettext
from coopdesk.services.values import BookContent


def content_words(content: BookContent | None) -> str:
    """Co-op, members, newest entry and last change in one line."""
    if content is None:
        return _("没有，或读不出来")
    members = ngettext("{n} 名成员", "{n} 名成员", content.members).format(n=f"{content.members:,}")
    entries = ngettext("{n} 笔股权登记", "{n} 笔股权登记", content.entries).format(n=f"{content.entries:,}")
    words = [content.coop or _("未填名称"), members, entries]
    if content.newest_entry is not None:
        words.append(_("最近登记日 {day}").format(day=format_date(content.newest_entry)))
    if content.changed is not None:
        day, time = format_date(content.changed.date()), content.changed.strftime("%H:%M")
        words.append(_("最后改动 {day} {time}").format(day=day, time=time))
    return mark("，").join(words)
