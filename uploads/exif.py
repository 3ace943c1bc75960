"""The EXIF block of a file, found and read without decoding a pixel: containers are walked, and no walk is long.

EXIF 2.32 (JEITA CP-3451E) §4.5 and §4.6, and where each container keeps it: JPEG in APP1, PNG in eXIf, WebP in the
RIFF chunk EXIF, HEIF in an item of type Exif (ISO 14496-12 §8.11, ISO 23008-12 annex A).
"""

import struct
from dataclasses import dataclass, field
from typing import BinaryIO

MOST_PARTS = 10_000  # segments, chunks, boxes or items: cameras write tens
LARGEST = 2 * 1024 * 1024  # of a block or a table that is read into memory: cameras write kilobytes
FARTHEST = 2**40  # no file that is taken is longer, so nothing lies there
LONGEST_VALUE = 1000  # bytes; longer values (maker notes, thumbnails) are passed over
EXIF_IFD, GPS_IFD = 0x8769, 0x8825
ASCII, UNDEFINED, RATIONAL, SIGNED_RATIONAL = 2, 7, 5, 10
#  TIFF type      bytes and struct code
TYPES = {
    1: (1, "B"),
    ASCII: (1, "s"),
    3: (2, "H"),
    4: (4, "I"),
    RATIONAL: (8, "II"),
    UNDEFINED: (1, "s"),
    9: (4, "i"),
    SIGNED_RATIONAL: (8, "ii"),  # against EXIF, some Android phones write positions so
}


@dataclass(frozen=True, slots=True)
class Block:
    """The values of the three directories by tag: bytes, a number, or a tuple of numbers (rationals as floats)."""

    image: dict[int, object] = field(default_factory=dict)
    details: dict[int, object] = field(default_factory=dict)
    gps: dict[int, object] = field(default_factory=dict)


class Unreadable(ValueError):
    """The container or the block breaks off, or leads nowhere."""


def read(file: BinaryIO, media_type: str) -> Block:
    """The EXIF block of *file*; an empty one when there is none. Raises Unreadable."""
    try:
        tiff = CONTAINERS[media_type](file)
        return _block(tiff) if tiff else Block()
    except (struct.error, IndexError, OverflowError) as error:
        raise Unreadable from error


def _unpack(file, form):
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _jpeg(file):
    file.seek(2)
    for _ in range(MOST_PARTS):
        start, marker, length = _unpack(file, ">BBH")
        if start != 0xFF or marker in (0xDA, 0xD9):
            return None
        if marker == 0xFF:  # a fill byte before the marker
            file.seek(-3, 1)
            continue
        body = file.read(max(length - 2, 0)) if marker == 0xE1 else b""
        if body.startswith(b"Exif\0\0"):
            return body[6:]
        file.seek(max(length - 2 - len(body), 0), 1)
    raise Unreadable


def _png(file):
    file.seek(8)
    for _ in range(MOST_PARTS):
        length, kind = _unpack(file, ">I4s")
        if kind in (b"eXIf", b"IEND"):
            return _bounded(file, length)
        file.seek(length + 4, 1)
    raise Unreadable


def _webp(file):
    file.seek(12)
    for _ in range(MOST_PARTS):
        head = file.read(8)
        if not head:
            return None
        kind, length = struct.unpack("<4sI", head)
        if kind == b"EXIF":
            return _bounded(file, length).removeprefix(b"Exif\0\0")
        file.seek(length + length % 2, 1)
    raise Unreadable


def _bounded(file, length):
    if length > LARGEST:
        raise Unreadable
    return file.read(length)


def _heif(file):
    meta = _meta_box(file)
    if meta is None:
        return None
    boxes = dict(_boxes(meta, 4))
    wanted = _exif_item(boxes.get(b"iinf", b"\0" * 8))
    place = _item_places(boxes.get(b"iloc", b"\0" * 8)).get(wanted) if wanted is not None else None
    if place is None:
        return None
    offset, length = place
    if offset > FARTHEST:
        raise Unreadable
    file.seek(offset)
    item = _bounded(file, length)
    (start,) = struct.unpack_from(">I", item)
    return item[4 + start :]


def _meta_box(file):
    """The content of the box ``meta`` at the top level, or None."""
    file.seek(0)
    for _ in range(MOST_PARTS):
        head = file.read(8)
        if len(head) < 8:
            return None
        size, kind = struct.unpack(">I4s", head)
        size -= 8
        if size == -7:  # 1: a 64-bit size follows
            size = _unpack(file, ">Q")[0] - 16
        if kind == b"meta":
            return _bounded(file, max(size, 0))
        if not 0 <= size < FARTHEST:  # 0 with its header: to the end of the file
            return None
        file.seek(size, 1)
    raise Unreadable


def _boxes(content, start):
    """(type, content) of the boxes within a box."""
    while start + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, start)
        if size < 8:
            raise Unreadable
        yield kind, content[start + 8 : start + size]
        start += size


def _exif_item(iinf):
    """The id of the item that is the EXIF block: from the entries ``infe`` of version 2 or 3."""
    for kind, entry in _boxes(iinf, 6 if iinf[0] == 0 else 8):
        if kind == b"infe" and entry[0] in (2, 3):
            id_form = ">I" if entry[0] == 3 else ">H"
            after = 4 + struct.calcsize(id_form)
            if entry[after + 2 : after + 6] == b"Exif":
                return struct.unpack_from(id_form, entry, 4)[0]
    return None


def _item_places(iloc):
    """{item id: (offset in the file, length)} of the items that lie in one piece in the file itself."""
    version, sizes, at = iloc[0], [*_nibbles(iloc[4]), *_nibbles(iloc[5])], 6
    offset_size, length_size, base_size, index_size = sizes if version else [*sizes[:3], 0]

    def number(size):
        nonlocal at
        at += size
        if at > len(iloc):
            raise Unreadable
        return int.from_bytes(iloc[at - size : at])

    wide, places = 4 if version == 2 else 2, {}
    for _ in range(min(number(wide), MOST_PARTS)):
        item, method = number(wide), number(2) if version else 0
        number(2)  # the file that holds it: this one
        base, extents = number(base_size), []
        for _ in range(min(number(2), MOST_PARTS)):
            number(index_size)
            extents.append((base + number(offset_size), number(length_size)))
        if method & 0xF == 0 and len(extents) == 1:
            places[item] = extents[0]
    return places


def _nibbles(byte):
    return byte >> 4, byte & 0xF


CONTAINERS = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/heic": _heif,
    "image/heif": _heif,
}


def _block(tiff):
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        raise Unreadable
    image = _directory(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0])
    further = [image.get(tag) for tag in (EXIF_IFD, GPS_IFD)]
    return Block(image, *(_directory(tiff, order, at) if isinstance(at, int) else {} for at in further))


def _directory(tiff, order, start):
    """The values of one directory that can be read; an entry that leads out of the block is passed over."""
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    values = {}
    for at in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind, number = struct.unpack_from(f"{order}HHI", tiff, at)
        size, code = TYPES.get(kind, (0, ""))
        size *= number
        if not 0 < size <= LONGEST_VALUE:
            continue
        place = at + 8 if size <= 4 else struct.unpack_from(f"{order}I", tiff, at + 8)[0]
        raw = tiff[place : place + size]
        if len(raw) == size:
            values[tag] = _value(order, kind, code, number, raw)
    return values


def _value(order, kind, code, number, raw):
    if kind in (ASCII, UNDEFINED):
        return raw
    numbers = struct.unpack(f"{order}{code * number}", raw)
    if kind in (RATIONAL, SIGNED_RATIONAL):
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        numbers = tuple(above / below if below else float("nan") for above, below in pairs)
    return numbers[0] if number == 1 else numbers
