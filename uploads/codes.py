"""Two-dimensional codes: drawn on prints, and read from scans of them in a limited child (see `sandbox`)."""

from io import BytesIO
from pathlib import Path

from . import sandbox

LIMITS = sandbox.Limits(memory_bytes=2 * 1024**3, cpu_s=20, file_bytes=0, wall_s=30)
SCALE = 8  # pixels to a module
PAGE = b"""#set page(width: 210mm, height: 297mm, margin: 0pt)
#image(read(sys.inputs.scan, encoding: none), format: "pdf", page: 1, width: 100%, height: 100%, fit: "contain")"""
DPI = 200  # of a page of PDF, however large it says it is
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
    """The texts of the QR codes on a picture, or on the first page of a PDF. Raises sandbox.Died and OSError."""
    return sandbox.run("uploads.codes:read", str(path), media_type, limits=LIMITS)


def read(path: str, media_type: str) -> list[str]:
    """In the child: the texts; none when the picture can't be decoded."""
    import zxingcpp

    seen = _page(path) if media_type == "application/pdf" else _picture(path, media_type)
    if seen is None:
        return []
    codes = zxingcpp.read_barcodes(seen, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in codes if code.valid]


def _picture(path, media_type):
    from . import pictures

    try:
        with pictures.opened(Path(path), media_type) as image:
            return pictures.clean(image, LONGEST)
    except pictures.Refused:
        return None


def _page(path):
    """The first page as a picture of A4; None when it is no PDF that can be drawn."""
    import typst
    from PIL import Image

    file = Path(path).resolve()
    how = {"root": file.parent, "sys_inputs": {"scan": f"/{file.name}"}, "ignore_system_fonts": True}
    try:
        drawn = typst.compile(PAGE, format="png", ppi=DPI, **how)
    except RuntimeError:
        return None
    return Image.open(BytesIO(drawn)).convert("L")
