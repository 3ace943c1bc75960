"""The demonstration county: real outlines, invented townships and zones, and a story played through the domain.

Everything goes through the same functions as in earnest, in order of time, with a clock that is set for each act.
"""

import secrets
from pathlib import Path

from sqlalchemy import select

from ..db import Database
from ..models import Office
from . import county, story

PASSWORD_FILE = "demo-password.txt"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that looks like another


def is_empty(database) -> bool:
    """Whether nobody has set anything up yet."""
    with database.read() as session:
        return session.scalar(select(Office.id).limit(1)) is None


def make_password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def remember_password(folder: Path, text: str):
    """Keep the demonstration password beside the demonstration data, so that the next start can say it again."""
    path = folder / PASSWORD_FILE
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")


def password(folder: Path) -> str | None:
    path = folder / PASSWORD_FILE
    return path.read_text("utf-8") if path.exists() else None


def accounts() -> list[tuple[str, str]]:
    """``(username, who that is)`` of every demonstration account."""
    return county.accounts()


def length() -> int:
    """How many acts the story has."""
    return len(story.acts())


def seed(url: str, store, password_: str, told=lambda: None):
    """Fill an empty database and store; *told* is called after each act."""
    clock = story.Clock()
    database = Database(url, clock)
    county.found(database, password_)
    story.play(database, store, clock, told)
    database.close()
