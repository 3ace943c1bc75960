"""The encoding of a Shapefile's texts: said by its companions, told with certainty, or asked for; never guessed."""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from .errors import BadFile

LANGUAGE_DRIVER = 29  # the byte of a .dbf header
DRIVERS = {0x4D: "GB18030", 0x7A: "GB18030", 0x4F: "Big5", 0x78: "Big5", 0x03: "cp1252", 0x57: "cp1252", 0x58: "cp1252"}
CANDIDATES = ("UTF-8", "GB18030")


def declared(shapefile: Path) -> str | None:
    """What the .cpg says, else the header of the .dbf; None when neither does. Raises BadFile for an unknown name."""
    note = shapefile.with_suffix(".cpg")
    if note.exists():
        said = note.read_bytes()[:60].decode("ascii", "replace").strip()
        return _codec(said)
    with shapefile.with_suffix(".dbf").open("rb") as table:
        header = table.read(LANGUAGE_DRIVER + 1)
    return DRIVERS.get(header[LANGUAGE_DRIVER]) if len(header) > LANGUAGE_DRIVER else None


def _codec(said):
    page = re.fullmatch(r"(?:ansi |cp|ms)?(\d{3,5})", said, re.IGNORECASE)
    name = (
        {"936": "GB18030", "54936": "GB18030", "65001": "UTF-8", "950": "Big5"}.get(page[1], f"cp{page[1]}")
        if page
        else said
    )
    if name.upper() in ("GBK", "GB2312", "CP936"):
        return "GB18030"  # which contains them
    try:
        codecs.lookup(name)
    except LookupError:
        raise BadFile("unknown_encoding", field="encoding", value=said) from None
    return name


def told(texts: Iterable[bytes]) -> str:
    """The one encoding in which all *texts* can be read as text that people write; BadFile asks when it is not one."""
    whole = b"\n".join(dict.fromkeys(text for text in texts if not text.isascii()))
    if not whole:
        return "UTF-8"
    fitting = [name for name in CANDIDATES if _is_plausible(whole, name)]
    if len(fitting) == 1:
        return fitting[0]
    samples = "；".join(f"{name}：{whole[:60].decode(name, 'replace')}" for name in CANDIDATES)
    raise BadFile("which_encoding", field="encoding", samples=samples.replace("\n", "、"))


def _is_plausible(whole, name):
    """Whether it decodes, as GB 18030 into the everyday characters of GB 2312: by chance hardly any text does."""
    try:
        text = whole.decode(name)
        if name == "GB18030":
            text.encode("gb2312")
    except UnicodeError:
        return False
    return True


def decode(text, encoding: str):
    """A value that was read byte by byte, decoded; anything but a text as it is. Raises BadFile where it can't be."""
    if not isinstance(text, str) or text.isascii():
        return text
    raw = text.encode("latin-1")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise BadFile(
            "undecodable_text", field="encoding", value=encoding, sample=raw[:40].decode(encoding, "replace")
        ) from None
