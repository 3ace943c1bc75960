"""Two-dimensional codes: drawn on prints, and read from scans of them in a limited child (see `sandbox`)."""

from io import BytesIO
from pathlib import Path

from . import sandbox

LIMITS = sandbox.Limits(memory_bytes=2 * 1024**3, cpu_s=20, file_bytes=0, wall_s=30)
SCALE = 8  # pixels to a module
LONGEST = 4000  # px on the longer side of what is searched: 300 dpi of an A4 page


def drawn(text: str) -> bytes:
    """A QR code (ISO/IEC 18004) of *text* as JPEG."""
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    out = BytesIO()
    Image.fromarray(code.to_image(scale=SCALE)).save(out, "JPEG", quality=95)
    return out.getvalue()


def found(path: Path, media_type: str) -> list[str]:
    """The texts of the QR codes on a picture. Raises sandbox.Died and OSError."""
    return sandbox.run("uploads.codes:read", str(path), media_type, limits=LIMITS)


def read(path: str, media_type: str) -> list[str]:
    """In the child: the texts; none when the picture can't be decoded."""
    import zxingcpp

    from . import pictures

    try:
        with pictures.opened(Path(path), media_type) as image:
            seen = pictures.clean(image, LONGEST)
    except pictures.Refused:
        return []
    codes = zxingcpp.read_barcodes(seen, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in codes if code.valid]
