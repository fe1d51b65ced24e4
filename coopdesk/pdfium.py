"""PDFium is not safe to be entered by two threads: whoever calls it, for pictures or for text, holds this lock."""

import threading

LOCK = threading.Lock()
