"""Codes of administrative areas: GB/T 2260 (6 digits), extended to townships (9) and villages (12).

A code covers every code that starts with its significant digits; "000000" is the whole country.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

LEVELS = {0: "全国", 2: "省级", 4: "市级", 6: "县级", 9: "乡镇级", 12: "村级"}
KINDS = {0: "country", 2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}

WELL_FORMED = re.compile(r"\d{6}(\d{3}(\d{3})?)?")


def is_well_formed(code: str) -> bool:
    """Return whether *code* has 6, 9 or 12 digits."""
    return WELL_FORMED.fullmatch(code) is not None


@lru_cache(100_000)
def significant(code: str) -> str:
    """Return the digits that say something: 371400 → 3714, 371423000000 → 371423, 000000 → (none)."""
    for length in LEVELS:
        if not code[length:].strip("0"):
            return code[:length]
    return code


def covers(code: str, place: str) -> bool:
    """Return whether the area *code* contains the area *place*; an empty place is only in the whole country."""
    return place.startswith(significant(code))


def around(place: str) -> list[str]:
    """Return the significant digits of every area that covers *place*, the smallest first."""
    return [place[:length] for length in sorted(LEVELS, reverse=True) if length <= len(place)]


def level(code: str) -> str:
    """Return the level of *code* in Chinese, such as 县级."""
    return LEVELS[len(significant(code))]


def common(codes: Iterable[str]) -> str:
    """Return the significant digits of the smallest area that contains all *codes*; only the country has none."""
    kept = [significant(code) for code in codes]
    for length in sorted(LEVELS, reverse=True):
        if kept and all(len(code) >= length and code[:length] == kept[0][:length] for code in kept):
            return kept[0][:length]
    return ""


def kind(code: str) -> str:
    """Return what *code* is the code of, such as county."""
    return KINDS[len(significant(code))]
