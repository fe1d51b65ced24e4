"""The window of another coopdesk that has the book already: brought to the front, on Windows.

Elsewhere a program may not do that, and the message says who has the book. Knows no book.
"""

import os
import sys
from collections.abc import Mapping

_RESTORE = 9
_LONGEST_TITLE = 256
_OURS = "coopdesk"

if sys.platform == "win32":

    def bring_forward(holder: Mapping[str, object]) -> bool:
        """Show the window of the process that signed a book's lock; False where there is none on this PC."""
        import ctypes

        here = holder.get("machine") == os.environ.get("COMPUTERNAME", "")
        window = _window_of(str(holder.get("process", ""))) if here else None
        if window is None:
            return False
        user = ctypes.windll.user32
        if user.IsIconic(window):
            user.ShowWindow(window, _RESTORE)
        return bool(user.SetForegroundWindow(window))

    def _window_of(process: str) -> int | None:
        """The visible window of that process with our name in its title: no stranger with the same number."""
        import ctypes
        from ctypes import wintypes

        user, found = ctypes.windll.user32, list[int]()

        def look(window: int, _more: int) -> bool:
            handle, owner = wintypes.HWND(window), wintypes.DWORD()
            title = ctypes.create_unicode_buffer(_LONGEST_TITLE)
            user.GetWindowThreadProcessId(handle, ctypes.byref(owner))
            user.GetWindowTextW(handle, title, _LONGEST_TITLE)
            if str(owner.value) == process and user.IsWindowVisible(handle) and _OURS in title.value:
                found.append(window)
            return True

        kind = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
        user.EnumWindows(kind(look), 0)
        return found[0] if found else None

else:

    def bring_forward(holder: Mapping[str, object]) -> bool:
        """No program may bring another's window forward here."""
        return False
