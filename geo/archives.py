"""Unpacking a zip from strangers: every name, size and count is looked at first, and nothing leaves the folder."""

import stat
import zlib
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .errors import BadFile

MAX_ENTRIES = 200
MAX_BYTES = 500 * 1024 * 1024
MAX_RATIO = 200  # of deflated data; maps stay below 50
SMALL = 1024 * 1024  # whatever its ratio
SUFFIXES = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".kml")  # the others are left where they are
ENCRYPTED = 0x1
CHUNK = 1024 * 1024


def unpack(file: Path, folder: Path) -> list[Path]:
    """Unpack what a layer may need into *folder* and return the paths, suffixes in lower case. Raises BadFile.

    Refused are names that lead elsewhere, links, encryption, names given twice, zips in the zip, more than
    500 MB or 200 entries, and what is compressed over 200 times.
    """
    try:
        with ZipFile(file) as archive:
            wanted = _checked(archive, file.stat().st_size)
            folder.mkdir()
            return [_extract(archive, entry, folder) for entry in wanted]
    except (BadZipFile, NotImplementedError, zlib.error, EOFError, RuntimeError, ValueError, OverflowError) as error:
        raise BadFile("broken_zip", reason=str(error)[:200]) from None


def _checked(archive, size):
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise BadFile("zip_too_many_entries", entries=len(entries), limit=MAX_ENTRIES)
    seen = set()
    for entry in entries:
        _check(entry, seen)
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise BadFile("zip_too_large", limit=MAX_BYTES)
    if sum(entry.compress_size for entry in entries) > size:
        raise BadFile("zip_overlapping")
    return [
        entry for entry in entries if PurePosixPath(entry.filename).suffix.lower() in SUFFIXES and not entry.is_dir()
    ]


def _check(entry: ZipInfo, seen):
    name, path = entry.filename, PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\x00" in entry.orig_filename:
        raise BadFile("zip_leads_outside", name=name[:100])
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BadFile("zip_with_link", name=name[:100])
    if entry.flag_bits & ENCRYPTED:
        raise BadFile("zip_encrypted")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadFile("broken_zip", reason=f"compression {entry.compress_type}")
    if path.suffix.lower() in (".zip", ".kmz"):
        raise BadFile("zip_in_zip", name=name[:100])
    if path.name.lower() in seen:
        raise BadFile("zip_name_twice", name=name[:100])
    seen.add(path.name.lower())
    if entry.file_size > max(SMALL, MAX_RATIO * entry.compress_size):
        raise BadFile("zip_bomb", name=name[:100])


def _extract(archive, entry, folder):
    """Write one entry under its plain name; what unpacks to more than it said ends it."""
    path = PurePosixPath(entry.filename)
    target, left = folder / f"{path.stem}{path.suffix.lower()}", entry.file_size
    with archive.open(entry) as content, target.open("xb") as out:
        while chunk := content.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise BadFile("broken_zip", reason=path.name[:100])
            out.write(chunk)
    return target
