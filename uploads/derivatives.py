"""Copies drawn from originals and kept beside them: covered, stamped, paired, marked. Drawn only in a limited child."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from . import sandbox
from .errors import NoFont, NotDrawn
from .store import Store, refusals

LIMITS = sandbox.Limits(memory_bytes=2 * 1024**3, cpu_s=40, file_bytes=128 * 1024**2, wall_s=60)


@dataclass(frozen=True, slots=True)
class Mark:
    """An ``arrow`` that ends at (*x*, *y*), a ``circle`` around it, or a ``text`` with its upper left corner there."""

    shape: str
    x: int
    y: int
    from_x: int | None = None
    from_y: int | None = None
    radius: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One original as it is drawn: *boxes* ``(x, y, width, height)`` blackened, *marks* over it, *lines* below it.

    Boxes are in pixels of the upright picture, or of a copy of it that is *picture_width* px wide; marks in those of
    the upright picture, or of a copy that is *marks_width* px wide.
    """

    sha256: str
    media_type: str
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    picture_width: int | None = None
    lines: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    marks_width: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A copy that is kept: a JPEG without metadata."""

    sha256: str
    size_bytes: int
    width: int
    height: int


def draw(store: Store, *parts: Part) -> Drawn:
    """Draw the parts side by side and keep the picture. The same parts give the same bytes on the same machine.

    Raises NotDrawn (not_an_image, too_many_pixels, undecodable, timed_out, box_outside and mark_outside with the number
    of the box or mark and the size of the picture), NoFont, Damaged for an original that is no longer what was
    received, and NotKept.
    """
    for part in parts:
        store.verify(part.sha256)
    with refusals(), store.scratch() as folder:
        target = Path(folder).resolve() / "drawn.jpg"
        told = _in_child(store, parts, target)
        incoming = store.incoming(LIMITS.file_bytes)
        try:
            with target.open("rb") as file:
                shutil.copyfileobj(file, incoming)
            received = incoming.finish()
            store.keep(received)
        finally:
            incoming.discard()
    return Drawn(received.sha256, received.size_bytes, **told)


def _in_child(store, parts, target):
    recipe = [asdict(part) | {"path": str(store.path(part.sha256).resolve())} for part in parts]
    try:
        told = sandbox.run("uploads.drawing:draw", json.dumps(recipe), str(target), limits=LIMITS)
    except sandbox.Died as died:
        raise NotDrawn("timed_out" if died.code == "timed_out" else "undecodable") from None
    refused = told.pop("refused", None)
    if refused == "no_chinese_font":
        raise NoFont
    if refused:
        raise NotDrawn(refused, **told)
    return told
