"""XML read through before anybody else reads it: no DTD, no entities, nothing deep, no coordinates but numbers; and
whether it is KML or GML."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from io import BytesIO
from pathlib import Path

from . import positions
from .errors import BadFile

MAX_DEPTH = 64
UTF16 = (BOM_UTF16_LE, BOM_UTF16_BE)
DECLARATION = re.compile(rb"""\A(\s*<\?xml[^>]*?encoding\s*=\s*["'])(gb2312|gbk|gb18030|utf-16)(["'])""", re.IGNORECASE)


def prepare(file: Path, folder: Path) -> tuple[str, Path]:
    """``("LIBKML" or "GML", path of a copy in *folder* with the name for it)``.

    Raises BadFile for XML that is unsafe, broken, or something else, and for coordinates that are no numbers: GDAL
    reads letters as 0. What declares a Chinese encoding, or begins as UTF-16 does, becomes UTF-8, since XML parsers
    need not know any other.
    """
    content = _utf8(file.read_bytes())
    driver, suffix = _kind(_root(content), content)
    target = folder / f"checked{suffix}"
    target.write_bytes(content)
    return driver, target


def is_utf16(head: bytes) -> bool:
    return head.startswith(UTF16)


def _utf8(content):
    found = DECLARATION.match(content)
    if is_utf16(content):
        encoding = "utf-16"
    elif found and found[2].lower().startswith(b"gb"):
        encoding = "gb18030"
    else:
        return content
    try:
        return DECLARATION.sub(rb"\g<1>UTF-8\3", content.decode(encoding).encode(), count=1)
    except UnicodeDecodeError as error:
        raise BadFile("broken_xml", reason=str(error)[:200]) from None


def _root(content):
    """The tag of the root element, after the whole text was read through."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    root, parents, feature = None, [], 0
    try:
        for event, element in iterparse(BytesIO(content), ("start", "end"), forbid_dtd=True):
            if event == "end":
                parents.pop()
                positions.check(element, parents[-1:], feature)
                if parents:
                    parents[-1].clear()  # nothing is kept of what was read
                continue
            root = root or element.tag
            feature += positions.is_feature(element, parents)
            parents.append(element)
            if len(parents) > MAX_DEPTH:
                raise BadFile("xml_too_deep", limit=MAX_DEPTH)
    except DefusedXmlException:
        raise BadFile("unsafe_xml") from None
    except (ParseError, ValueError, LookupError) as error:
        raise BadFile("broken_xml", reason=str(error)[:200]) from None
    return root


def _kind(root, content):
    name = root.rpartition("}")[2]
    if name == "kml":
        return "LIBKML", ".kml"
    if (
        name == "FeatureCollection" and positions.GML.encode() in content
    ):  # the collection itself may be in the space of a product
        return "GML", ".gml"
    raise BadFile("unsupported_layer_file")
