"""What a check of the installation finds."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: the check that found it, what it concerns, and how it is."""

    check: str
    about: str
    how: str


@dataclass(frozen=True, slots=True)
class Check:
    """One question to the database; ``mend`` derives anew what it asks about, and says how much that was."""

    name: str
    find: Callable
    mend: Callable | None = None
