"""A phone that speaks tus: the few requests of the protocol, also broken off where the story wants it."""

import base64
import hashlib
from io import BytesIO

from tests.people import AREZZO, PHOTOS

BYTES = "application/offset+octet-stream"
PHOTO = (PHOTOS / AREZZO).read_bytes()
SIZE = len(PHOTO)
SHA256 = hashlib.sha256(PHOTO).hexdigest()


def encode(**said):
    """Upload-Metadata."""
    return ",".join(f"{key} {base64.b64encode(str(value).encode()).decode()}" for key, value in said.items())


def checksum(algorithm, content):
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


class Phone:
    """Somebody's uploads. A Person says who; *path* below is that of one upload."""

    def __init__(self, person):
        self.person = person

    def _ask(self, method, path, status, headers, **how):
        return self.person.ask(method, path, status=status, headers={"Tus-Resumable": "1.0.0"} | headers, **how)

    def begin(self, size=SIZE, *, content=None, status=201, headers=None, **said):
        """Begin an upload, with *content* as its first bytes: the response."""
        headers = {"Upload-Length": str(size), "Upload-Metadata": encode(**said)} | (headers or {})
        how = {} if content is None else {"data": content, "content_type": BYTES}
        return self._ask("POST", "/uploads", status, headers, **how)

    def path(self, size=SIZE, **said):
        return self.begin(size, **said).headers["Location"].removeprefix("/api/v1")

    def add(self, path, offset, content, *, status=204, headers=None, content_type=BYTES):
        headers = {"Upload-Offset": str(offset)} | (headers or {})
        return self._ask("PATCH", path, status, headers, data=content, content_type=content_type)

    def add_broken(self, path, offset, content, after, headers=None, status=400):
        """Announce *content*, send *after* bytes of it, and be gone."""
        headers = {"Upload-Offset": str(offset)} | (headers or {})
        announced = {"CONTENT_LENGTH": str(len(content))}
        how = {"input_stream": BytesIO(content[:after]), "environ_overrides": announced, "content_type": BYTES}
        return self._ask("PATCH", path, status, headers, **how)

    def offset(self, path, *, status=200):
        return self._ask("HEAD", path, status, {}).headers.get("Upload-Offset", type=int)

    def discard(self, path, *, status=204):
        return self._ask("DELETE", path, status, {})

    def send(self, content=PHOTO, **said):
        """The whole upload, as it is when nothing goes wrong: what became of it."""
        path = self.path(len(content), **said)
        self.add(path, 0, content)
        return self.person.get(path)


def photos(person, hazard):
    return person.get(f"/hazards/{hazard['id']}")["photos"]


def originals(store):
    return [path for path in (store.root / "originals").rglob("*") if path.is_file()]


def pieces(store):
    return list((store.root / "parts").iterdir())
