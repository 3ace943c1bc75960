"""XML read through before anybody else reads it: no DTD, no entities, nothing deep; and whether it is KML or GML."""

import re
from io import BytesIO
from pathlib import Path

from .errors import BadFile

MAX_DEPTH = 64
GML = b"http://www.opengis.net/gml"
DECLARATION = re.compile(rb"""\A(\s*<\?xml[^>]*?encoding\s*=\s*["'])(gb2312|gbk|gb18030)(["'])""", re.IGNORECASE)


def prepare(file: Path, folder: Path) -> tuple[str, Path]:
    """``("LIBKML" or "GML", path of a copy in *folder* with the name for it)``.

    Raises BadFile for XML that is unsafe, broken, or something else. What declares a Chinese encoding becomes UTF-8,
    since XML parsers need not know any other.
    """
    content = file.read_bytes()
    found = DECLARATION.match(content)
    if found:
        try:
            content = DECLARATION.sub(rb"\g<1>UTF-8\3", content, count=1).decode("gb18030").encode()
        except UnicodeDecodeError as error:
            raise BadFile("broken_xml", reason=str(error)[:200]) from None
    driver, suffix = _kind(_root(content), content)
    target = folder / f"checked{suffix}"
    target.write_bytes(content)
    return driver, target


def _root(content):
    """The tag of the root element, after the whole text was read through."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    root, parents = None, []
    try:
        for event, element in iterparse(BytesIO(content), ("start", "end"), forbid_dtd=True):
            if event == "end":
                parents.pop()
                if parents:
                    parents[-1].clear()  # nothing is kept of what was read
                continue
            root = root or element.tag
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
    if name == "FeatureCollection" and GML in content:  # the collection itself may be in the space of a product
        return "GML", ".gml"
    raise BadFile("unsupported_layer_file")
