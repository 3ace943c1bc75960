"""The encoding of texts: said by a Shapefile's companions, told with certainty, or asked for; never guessed."""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from .errors import BadFile

LANGUAGE_DRIVER = 29  # the byte of a .dbf header
# Those of "ANSI" and of Western Europe say nothing: Chinese Windows writes GBK under them.
DRIVERS = {0x4D: "GB18030", 0x7A: "GB18030", 0x4F: "Big5", 0x78: "Big5"}
CANDIDATES = ("UTF-8", "GB18030")
PAGES = {"936": "GB18030", "54936": "GB18030", "65001": "UTF-8", "950": "Big5"}
NAMES = {"GBK": "GB18030", "GB2312": "GB18030", "UTF8": "UTF-8", "UTF-8": "UTF-8", "BIG5": "Big5"}  # it contains them


def of(shapefile: Path, texts: Iterable[bytes]) -> str:
    """The encoding of a Shapefile's *texts*, or BadFile, which asks for it.

    What the .cpg says, else the header of the .dbf, else the one way in which all texts can be read. A .cpg of some
    European code page, in which any bytes can be read, is not believed when they could be Chinese.
    """
    return told(texts, _declared(shapefile))


def told(texts: Iterable[bytes], said: str | None = None) -> str:
    """The one way in which all *texts* can be read, or what was *said* of them; BadFile asks when neither tells."""
    whole = b"\n".join(dict.fromkeys(text for text in texts if not text.isascii()))
    if not whole:
        return said or "UTF-8"
    fitting = plausible(whole)
    if said and (said in (*CANDIDATES, "Big5") or not fitting):
        return said
    if not said and len(fitting) == 1:
        return fitting[0]
    ways = dict.fromkeys([*([said] if said else ()), *CANDIDATES])
    samples = "；".join(f"{name}：{whole[:60].decode(name, 'replace')}" for name in ways)
    raise BadFile("which_encoding", field="encoding", samples=samples.replace("\n", "、"))


def _declared(shapefile):
    note = shapefile.with_suffix(".cpg")
    if note.exists():
        return _codec(note.read_bytes()[:60].decode("ascii", "replace").strip())
    with shapefile.with_suffix(".dbf").open("rb") as table:
        header = table.read(LANGUAGE_DRIVER + 1)
    return DRIVERS.get(header[LANGUAGE_DRIVER]) if len(header) > LANGUAGE_DRIVER else None


def _codec(said):
    """The name of the codec for what a .cpg says: a name, or the number of a code page."""
    page = re.fullmatch(r"(?:ansi |cp|ms)?(\d{3,5})", said, re.IGNORECASE)
    name = PAGES.get(page[1], f"cp{page[1]}") if page else NAMES.get(said.upper(), said)
    try:
        codecs.lookup(name)
    except LookupError:
        raise BadFile("unknown_encoding", field="encoding", value=said) from None
    return name


def plausible(whole: bytes) -> list[str]:
    """The encodings among CANDIDATES in which a text can be read and makes sense; all of them when it is ASCII."""
    return [name for name in CANDIDATES if _is_plausible(whole, name)]


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
