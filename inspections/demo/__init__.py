"""The demonstration county: real outlines, invented townships and zones, and a story played through the domain.

Everything goes through the same functions as in earnest, in order of time, with a clock that is set for each act.
"""

import secrets
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from ..db import Database
from ..models import Office
from . import county, story

PASSWORD_FILE = "demo-password.txt"
UNFINISHED = "demo-unfinished"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that looks like another


def is_empty(database) -> bool:
    """Whether nobody has set anything up yet."""
    with database.read() as session:
        return session.scalar(select(Office.id).limit(1)) is None


def make_password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


@contextmanager
def seeding(folder: Path, text: str):
    """Keep the password beside the data, so that the next start can say it; and a mark until the story is told."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PASSWORD_FILE
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")
    (folder / UNFINISHED).touch()
    yield
    (folder / UNFINISHED).unlink()


def was_interrupted(folder: Path) -> bool:
    """Whether a seed began here and never ended: what is there is no county."""
    return (folder / UNFINISHED).exists()


def password(folder: Path) -> str | None:
    path = folder / PASSWORD_FILE
    return path.read_text("utf-8") if path.exists() else None


def accounts() -> list[tuple[str, str]]:
    """``(username, who that is)`` of every demonstration account."""
    return county.accounts()


def length() -> int:
    """How many acts the story has."""
    return len(story.acts())


def seed(url: str, store, folder, password_: str, told=lambda: None):
    """Fill an empty database and store; *folder* is a ``keys.Folder``, *told* is called after each act."""
    clock = story.Clock()
    database = Database(url, clock)
    county.found(database, password_)
    story.play(database, store, folder, clock, told)
    database.close()
