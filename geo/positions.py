"""The coordinates in the text of KML and GML: numbers, or refused with feature and place. GDAL reads letters as 0.

Elements are those of xml.etree. KML holds positions in ``coordinates`` and ``gx:coord``, GML in ``pos``, ``posList``,
``coord`` and, of old, ``coordinates``.
"""

import re
from collections.abc import Sequence

from .errors import BadFile

GML = "http://www.opengis.net/gml"
MEMBERS = ("featureMember", "featureMembers", "member")  # what the features of a GML stand in
LISTS, TUPLE = ("pos", "posList", "coordinates"), ("coord",)
WORD = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
NUMBER, POSITION = re.compile(WORD), re.compile(rf"{WORD}(?:,{WORD}){{1,2}}")


def is_feature(element, parents: Sequence) -> bool:
    """Whether a feature begins with *element*, which stands in *parents*, the outermost first."""
    return _name(element) == "Placemark" or (len(parents) == 2 and _name(parents[1]) in MEMBERS)


def check(element, parent: Sequence, feature: int) -> None:
    """Raise BadFile when an *element* that was read holds coordinates that are none; *parent* has one element or none.

    *feature* is the number of the feature that began last, from 1.
    """
    texts, pattern = _said(element, parent)
    for number, text in enumerate(texts, 1):
        if not pattern.fullmatch(text):
            raise BadFile("not_coordinates", row=feature or None, field="geometry", value=text[:60], number=number)


def _said(element, parent):
    """The texts of an element that should be numbers or positions, and which of them."""
    if any(_holds(outer, LISTS) for outer in parent):
        return [f"<{_name(element)}>"], NUMBER  # an element among the numbers is none
    if _holds(element, ("coordinates",)):
        return _tuples(element), POSITION
    if _holds(element, LISTS + TUPLE) or any(_holds(outer, TUPLE) for outer in parent):
        return (element.text or "").split(), NUMBER
    return (), NUMBER


def _tuples(element) -> list[str]:
    """The positions in the text of ``coordinates``, as ``x,y`` or ``x,y,z``; GML lets a file choose its separators."""
    text = (element.text or "").strip()
    decimal, comma, blank = (element.get(name) or usual for name, usual in (("decimal", "."), ("cs", ","), ("ts", " ")))
    if not blank.strip():
        text, blank = re.sub(rf"\s*{re.escape(comma)}\s*", comma, text), None
    parts = (position.strip().split(comma.strip() or None) for position in text.split(blank))
    return [",".join(part.strip().replace(decimal, ".") for part in position) for position in parts if position]


def _holds(element, names) -> bool:
    """Whether it is one of these elements of KML or GML, or of no namespace at all."""
    space, _, name = element.tag.rpartition("}")
    return name in names and (not space or "kml" in space or space.startswith(f"{{{GML}"))


def _name(element) -> str:
    return element.tag.rpartition("}")[2]
