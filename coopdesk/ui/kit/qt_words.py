"""Qt's own few words (the menu of a text field, the print dialog elsewhere than on Windows) in the language shown."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

_NAME = "qt-words"


def set_qt_language(application: QApplication, language: str) -> None:
    """Show the texts of Qt in that language ("zh_CN", "en") from now on; without this they are English."""
    before = application.findChild(QTranslator, _NAME)
    if before is not None:
        application.removeTranslator(before)
        before.setObjectName("")
        before.deleteLater()
    words = QTranslator(application)
    words.setObjectName(_NAME)
    if words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
