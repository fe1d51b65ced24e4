"""The fourth step: words nobody knows, each once with how often it stands there, and what it means."""

from PySide6.QtWidgets import QVBoxLayout

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.i18n import _, ngettext
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.members.importing.reading import UnknownWord
from coopdesk.ui.importing.model import ImportModel
from coopdesk.ui.importing.step import ImportStep
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.kit.form_area import FormArea
from coopdesk.ui.kit.form_grid import FormGrid
from coopdesk.wording import kind_name


class WordsStep(ImportStep):
    """What kind of member each unknown word is; passed over where there is none."""

    def __init__(self, model: ImportModel) -> None:
        super().__init__(
            model, _("词语"), _("下面的写法程序不认识，每种只问一次。请选它是哪一类成员；下次会记得。")
        )
        self.choices: dict[str, ChoiceField[str]] = {}
        self._rows = QVBoxLayout()
        self.body.addWidget(FormArea(self._rows), 1)

    def show_understood(self) -> None:
        reading = self.model.reading
        words = reading.unknown if reading is not None else ()
        new = [word for word in words if word.word not in self.choices]
        if not new:
            return
        grid = FormGrid()
        for word in new:
            self.choices[word.word] = self._field(word)
        grid.add_fields([self.choices[word.word] for word in new])
        self.fields += [self.choices[word.word] for word in new]
        self._rows.addLayout(grid)

    def check(self) -> None:
        said = {word: field.value() or "" for word, field in self.choices.items()}
        unsaid = [word for word, kind in said.items() if not kind]
        if unsaid:
            raise DomainError("import.unknown_kind", word=unsaid[0])
        known = dict(self.model.answers.values)
        known[Field.KIND] = {**known.get(Field.KIND, {}), **said}
        self.model.answer(values=known)

    @staticmethod
    def _field(word: UnknownWord) -> ChoiceField[str]:
        count = len(word.rows)
        hint = ngettext("{n} 行这样写", "{n} 行这样写", count).format(n=f"{count:,}")
        kinds = [("", _("请选择")), *((kind.value, kind_name(kind.value)) for kind in MemberKind)]
        return ChoiceField(word.word, kinds, hint=hint)
