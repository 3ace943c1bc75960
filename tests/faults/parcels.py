"""Records with a photo on their way: a phone keeps each until all of it is acknowledged, and sends it again."""

import hashlib
import io
import json

from PIL import Image

from inspections.db import new_id
from tests.people import draft
from tests.tus import BYTES, encode

BOUNDARY = "lanjian-faults"
TUS = {"Tus-Resumable": "1.0.0"}


def content(rng, size=None):
    """Bytes that nobody sent before: one in four is a picture of which previews are made, the others are opaque."""
    filling = rng.randbytes(size or rng.randint(2_000, 300_000))
    if rng.random() < 0.75:
        return b"%PDF-1.7\n" + filling
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), rng.choice(["teal", "tan", "gray"])).save(picture, "JPEG")
    return picture.getvalue() + filling


class Parcel:
    """One record and its photo. ``done`` counts the steps that were acknowledged; each may be repeated."""

    steps = ()  # names of methods
    is_received = False  # by tus, waiting for its record

    def __init__(self, content):
        self.hazard_id, self.photo_id = str(new_id()), str(new_id())
        self.content, self.sha256, self.done = content, hashlib.sha256(content).hexdigest(), 0

    @property
    def is_whole(self):
        return self.done == len(self.steps)

    is_attached = is_whole

    @property
    def next(self):
        """The name of the step that comes next, or is under way."""
        return self.steps[self.done]

    def go_on(self, line):
        while not self.is_whole:
            self.step(line)

    def step(self, line):
        getattr(self, self.next)(line)
        self.done += 1

    def record(self, line):
        line.post("/hazards", draft(id=self.hazard_id))

    def check(self, line):
        """The original that comes back is what was sent."""
        back = line.ask("GET", f"/photos/{self.photo_id}/original")[1]
        assert back == self.content, f"photo {self.photo_id} came back altered"


class Simple(Parcel):
    """The record first, then its photo in one form."""

    steps = ("record", "photo")

    @property
    def is_recorded(self):
        return self.done > 0

    def photo(self, line):
        fields = {"id": self.photo_id, "sha256": self.sha256}
        said = "".join(f"{_part(name)}\r\n\r\n{value}\r\n" for name, value in fields.items())
        body = f'{said}{_part("file")}; filename="a.jpg"\r\n\r\n'.encode() + self.content
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        body += f"\r\n--{BOUNDARY}--\r\n".encode()
        answer = json.loads(line.ask("POST", f"/hazards/{self.hazard_id}/photos", body, headers)[1])
        assert (answer["id"], answer["sha256"]) == (self.photo_id, self.sha256), answer


def _part(name):
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'


class InPieces(Parcel):
    """The photo first, by tus in two pieces, then the record to which it belongs."""

    steps = ("begin", "piece", "last_piece", "record")

    def __init__(self, content):
        super().__init__(content)
        self.path, self.durable = None, 0

    @property
    def is_recorded(self):
        return self.is_whole

    @property
    def is_received(self):
        return self.done > self.steps.index("last_piece")

    def begin(self, line):
        said = encode(hazard_id=self.hazard_id, id=self.photo_id, sha256=self.sha256)
        headers = TUS | {"Upload-Length": str(len(self.content)), "Upload-Metadata": said}
        self.path = line.ask("POST", "/uploads", headers=headers)[0]["Location"].removeprefix("/api/v1")

    def piece(self, line):
        self._add(line, len(self.content) // 2)

    def last_piece(self, line):
        self._add(line, len(self.content))

    def _add(self, line, until):
        at = int(line.ask("HEAD", self.path, headers=TUS)[0]["Upload-Offset"])
        assert at >= self.durable, f"{self.path}: {self.durable} bytes were acknowledged, {at} are there"
        if at < until:
            headers = TUS | {"Upload-Offset": str(at), "Content-Type": BYTES}
            line.ask("PATCH", self.path, self.content[at:until], headers)
        self.durable = until


class Recorded(InPieces):
    """In pieces too, the record first, so that the last piece attaches the photo."""

    steps = ("record", "begin", "piece", "last_piece")

    @property
    def is_recorded(self):
        return self.done > 0


KINDS = (Simple, InPieces, Recorded)
