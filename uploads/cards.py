"""The folder or card of a camera, a recorder or a drone: which of its files are evidence, and what they claim."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import sandbox, sniff
from .errors import EmptyFile, TooLarge, UnreadableFile
from .evidence import Evidence
from .metadata import Claimed
from .store import HEAD_BYTES, Received

# What makers write beside a picture or film; it is named in the report and stays on the card.
SIDECARS = {
    **dict.fromkeys((".srt", ".gpx", ".nmea", ".log", ".csv"), "sidecar_track"),
    **dict.fromkeys((".xmp", ".aae", ".xml", ".json", ".ini", ".txt", ".dat", ".ctg", ".bin"), "sidecar_data"),
    **dict.fromkeys((".thm", ".lrv", ".lrf", ".scr"), "sidecar_copy"),  # small copies of what is there anyway
    **dict.fromkeys((".db", ".ds_store"), "hidden_file"),
}
SYSTEM_FOLDERS = {"__macosx", "system volume information", "$recycle.bin", "lost.dir", "found.000"}
LIMITS = sandbox.Limits(memory_bytes=256 * 1024**2, cpu_s=5, file_bytes=0, wall_s=10)

DRONES = ("dji", "autel", "parrot", "skydio", "yuneec", "xag")
HANDHELD = ("osmo", "pocket", "action")  # of the same makers
RECORDERS = ("dsj", "hikvision", "dahua", "hytera", "kedacom", "tcl dsj", "axon", "huadean", "aee")


@dataclass(frozen=True, slots=True)
class Found:
    """A file by its name below the folder; *reason* says why it is not taken, None when its content decides."""

    path: Path
    name: str
    reason: str | None = None


def walk(folder: Path) -> Iterator[Found]:
    """Every file below *folder*, folder by folder, each in the order of names. Links are named and never followed."""
    unreadable = []
    for place, folders, names in os.walk(folder, onerror=unreadable.append):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*names, *links]):
            path = Path(place, name)
            yield Found(path, _name(path, folder), _reason(path, folder))
    for error in unreadable:
        path = Path(error.filename)
        yield Found(path, _name(path, folder), "unreadable_file")


def _name(path, folder):
    """For people to read: bytes that are no UTF-8 become question marks."""
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()


def _reason(path, folder):
    parts = path.relative_to(folder).parts
    if path.is_symlink() or not path.is_file():
        return "not_a_file"
    if any(part.startswith(".") or part.lower() in SYSTEM_FOLDERS for part in parts):
        return "hidden_file"
    return SIDECARS.get(path.suffix.lower())


@contextmanager
def received(store, path: Path, chunk_bytes: int = 1024 * 1024) -> Iterator[Received]:
    """A file of the card, copied into the store's incoming folder and hashed on the way; gone unless it is kept.

    Raises EmptyFile, UnsupportedContent, TooLarge, UnreadableFile, NotKept.
    """
    try:
        with path.open("rb") as file:
            incoming = store.incoming(_limit(file))
            try:
                while chunk := file.read(chunk_bytes):
                    incoming.write(chunk)
            except BaseException:
                incoming.discard()
                raise
    except OSError as error:
        raise UnreadableFile from error
    try:
        yield incoming.finish()
    finally:
        incoming.discard()


def _limit(file):
    head = file.read(HEAD_BYTES)
    if not head:
        raise EmptyFile
    limit = sniff.LIMITS[sniff.media_type(head)]
    if os.fstat(file.fileno()).st_size > limit:
        raise TooLarge(limit)
    file.seek(0)
    return limit


def examine(received: Received) -> Evidence:
    """Look at what was received; what it claims is read by a limited child. Raises UnsupportedContent."""
    media_type = sniff.media_type(received.head)
    claimed = _claims(received.temporary, media_type)
    return Evidence(received.sha256, received.sm3, received.size_bytes, media_type, claimed)


def _claims(path, media_type):
    try:
        told = sandbox.run("uploads.metadata:claims", str(path.resolve()), media_type, limits=LIMITS)
    except sandbox.Died:
        return Claimed(notes=("exif_unreadable",))
    return Claimed(**told | {"notes": tuple(told["notes"])})


def method(device: str | None) -> str | None:
    """How the file was made, as far as its maker's name tells: ``drone``, ``recorder_import`` or None."""
    words = (device or "").lower()
    if words.startswith(DRONES) and not any(word in words for word in HANDHELD):
        return "drone"
    return "recorder_import" if words.startswith(RECORDERS) else None
