"""What stands in a form, as values: taken up before the form goes away, and put into another one like it.

For what is typed and cannot be read: it has no meaning that could be kept in its place. Knows no page and no field.
"""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

FormState = tuple[object, ...]
"""What stands in the editors of a form, in the order in which they were made."""


class KeepsChosen:
    """A part of a form that holds something besides texts, choices and ticks: `chosen` can be read and set."""

    @property
    def chosen(self) -> object:
        """What is chosen here."""
        raise NotImplementedError

    def choose_again(self, chosen: object) -> None:
        """Put that back."""
        raise NotImplementedError


def state_of(form: QWidget) -> FormState:
    """What stands in a form now."""
    return tuple(map(_read, _editors(form)))


def put_state(form: QWidget, state: FormState) -> bool:
    """Let the same stand in a form made of the same parts; False, and nothing is changed, where it is another one."""
    editors = _editors(form)
    if list(map(type, map(_read, editors))) != list(map(type, state)):
        return False
    for editor, value in zip(editors, state, strict=True):
        _write(editor, value)
    return True


def _editors(form: QWidget) -> list[QWidget]:
    whole = form.findChildren(QWidget)
    kinds = (QLineEdit, QComboBox, QCheckBox, KeepsChosen)
    # The form may itself be one of them; what an editor is made of is its own matter.
    return [each for each in (form, *whole) if isinstance(each, kinds) and not _is_inner(each)]


def _is_inner(editor: QWidget) -> bool:
    return isinstance(editor.parentWidget(), QComboBox)


def _read(editor: QWidget) -> object:
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QComboBox):
        return editor.currentIndex()
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    return editor.chosen if isinstance(editor, KeepsChosen) else None


def _write(editor: QWidget, value: object) -> None:
    if isinstance(editor, QLineEdit) and isinstance(value, str):
        editor.setText(value)
    elif isinstance(editor, QComboBox) and isinstance(value, int):
        editor.setCurrentIndex(value)
    elif isinstance(editor, QCheckBox) and isinstance(value, bool):
        editor.setChecked(value)
    elif isinstance(editor, KeepsChosen):
        editor.choose_again(value)
