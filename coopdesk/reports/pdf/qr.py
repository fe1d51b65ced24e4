"""The slip's QR code: what it says, and its squares as a PDF inline image.

One image of a bit a square costs a tenth of drawing each square. Error correction M: a slip is folded and stamped.
"""

from collections.abc import Callable
from functools import cache

_BITS = bytes.maketrans(b"\x00\xff", b"\x30\x31")  # dark squares (0) become "0", light ones (255) "1"


def qr_image(text: str) -> str:
    """The QR code of a short text as an inline one-bit mask in hexadecimal, without the quiet zone.

    The caller leaves four squares of white around it.
    """
    squares, width = _maker()(text)
    rows = squares.translate(_BITS)
    padding = b"0" * (-width % 8)
    bits = padding.join(rows[start : start + width] for start in range(0, width * width, width)) + padding
    packed = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return f"BI /W {width} /H {width} /IM true /BPC 1 /F /AHx ID {packed.hex()}> EI"


@cache
def _maker() -> Callable[[str], tuple[bytes, int]]:
    """zxing-cpp is loaded when the first code is drawn, not when the window opens."""
    import zxingcpp

    def make(text: str) -> tuple[bytes, int]:
        barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        image = barcode.to_image(scale=1, add_quiet_zones=False)
        return bytes(image), image.shape[0]  # type: ignore[call-overload]  # a buffer, which the stub does not say

    return make
