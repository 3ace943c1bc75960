"""BagIt 1.0 (RFC 8493): a folder or a zip of files with their digests, written member by member."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

CHUNK = 1024 * 1024
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
COMPRESSED = (".json", ".jsonl", ".txt", ".note", ".py")  # photographs and PDF are compressed already

Content = bytes | Path
Member = tuple[str, Iterator[bytes]]


class Changed(RuntimeError):
    """A file is not any more what it was announced to be."""


def chunks(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while part := file.read(CHUNK):
            yield part


def digest(content: Content) -> str:
    """SHA-256 in hex."""
    found = hashlib.sha256()
    for part in chunks(content):
        found.update(part)
    return found.hexdigest()


def listing(digests: dict[str, str]) -> bytes:
    """Paths and their digests as ``sha256sum`` writes and checks them. Our paths need no escaping."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(digests.items())).encode()


def members(
    payload: Iterable[tuple[str, Content]], announced: dict[str, str], tags: dict[str, bytes], info: dict[str, str]
) -> Iterator[Member]:
    """The members of a bag in order: *payload* (paths below ``data/``), then what tells of it.

    Each one's bytes must be read to the end before the next is taken. Raises Changed when they do not have the digest
    that *announced* gives for the path.
    """
    digests, octets = {}, [0]
    for path, content in payload:
        yield f"data/{path}", _counted(path, chunks(content), digests, octets, announced.get(path))
    told = {f"{name}: {value}\n" for name, value in info.items()}
    lines = "".join([*sorted(told), f"Payload-Oxum: {octets[0]}.{len(digests)}\n"])
    manifest = listing({f"data/{path}": sha256 for path, sha256 in digests.items()})
    tags = {"bagit.txt": DECLARATION, "bag-info.txt": lines.encode(), "manifest-sha256.txt": manifest, **tags}
    tags["tagmanifest-sha256.txt"] = listing({path: digest(content) for path, content in tags.items()})
    for path, content in tags.items():
        yield path, iter([content])


def _counted(path, parts, digests, octets, announced):
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
        octets[0] += len(part)
        yield part
    digests[path] = found.hexdigest()
    if announced not in (None, digests[path]):
        raise Changed(path)


def write(folder: Path, parts: Iterable[Member]):
    """Write a bag as a folder that is not there yet."""
    folder.mkdir(parents=True)
    for path, content in parts:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for part in content:
                file.write(part)


class _Outlet:
    """Where the zip is written to; nothing can be sought in it, so every part can leave at once."""

    def __init__(self):
        self._parts = []

    def write(self, part):
        self._parts.append(bytes(part))
        return len(part)

    def flush(self):
        """Nothing is kept back."""

    def take(self):
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zipped(name: str, parts: Iterable[Member], at: datetime) -> Iterator[bytes]:
    """The bytes of a zip with one folder *name*, while its members are read. Broken off it is no zip."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:
        for path, content in parts:
            entry = zipfile.ZipInfo(f"{name}/{path}", at.timetuple()[:6])
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if path.endswith(COMPRESSED) else zipfile.ZIP_STORED
            with archive.open(entry, "w") as member:
                for part in content:
                    member.write(part)
                    yield outlet.take()
    yield outlet.take()
