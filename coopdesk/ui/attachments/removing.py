"""移除附件: the form that asks why a file is taken off."""

from uuid import uuid4

from coopdesk.i18n import _
from coopdesk.services.attachments.commands import RemoveAttachment
from coopdesk.services.attachments.values import AttachedFile
from coopdesk.services.desk import Desk
from coopdesk.ui.kit.fields import NoteField
from coopdesk.ui.kit.form import FormDialog


class RemovingForm(FormDialog[RemoveAttachment]):
    """Returns a `RemoveAttachment`. Sent again with the same reason, it is carried out once."""

    def __init__(self, desk: Desk, file: AttachedFile) -> None:
        lead = _(
            "“{name}”不再显示。添加和移除都记在操作日志里，文件内容仍留在账套里：账套里已有的记录不能抽掉。"
        )
        super().__init__(_("移除附件"), _("移除"), lead.format(name=file.name))
        self._file, self._seen = file, desk.journal.seen()
        self._ids: dict[str, str] = {}
        self.reason = NoteField(_("移除原因"), required=True)
        self.reason.edit.setPlaceholderText(_("如：拍错了、重复、已换新证"))
        self.group("", [self.reason])

    def make(self) -> RemoveAttachment:
        reason = self.reason.text().strip()
        return RemoveAttachment(
            command_id=self._ids.setdefault(reason, uuid4().hex),
            thing=self._file.thing,
            attachment=self._file.number,
            reason=reason,
            seen=self._seen,
        )
