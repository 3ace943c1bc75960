"""What happens to each spot of the demonstration, and when: acts with their times, worked out from the data."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from ..db import SHANGHAI

EARLIEST_DAYS = 0.6  # nothing happens later than yesterday afternoon
PAUSE_DAYS = 0.04  # about an hour between two acts on one spot
REFERRED = ("referred", "claimed_fixed", "verified_fixed", "closed", "escalated")
AT_ONCE = {"dismissed": "dismiss", "out_of_jurisdiction": "transfer", "duplicate": "mark_duplicate"}
ENDS = {"claimed_fixed": "claim_fix", "escalated": "escalate", "closed": "close"}


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """One act on one spot. ``argument`` is the verdict of a visit, the key of an agency that denies."""

    at: datetime
    key: str
    order: int
    verb: str = field(compare=False)
    argument: str | None = field(compare=False)
    spot: dict[str, Any] = field(compare=False)


def acts(spots: list[dict], today) -> list[Act]:
    """All acts in order of time, ending before *today* (a date in Asia/Shanghai)."""
    morning = datetime.combine(today, time(8, 30), SHANGHAI)
    return sorted(act for spot in spots for act in _acts(spot, morning))


def _acts(spot, morning):
    last = spot["days_ago"] + PAUSE_DAYS
    for order, (verb, argument, days_ago) in enumerate(_steps(spot)):
        last = max(EARLIEST_DAYS - order * PAUSE_DAYS / 100, min(last - PAUSE_DAYS, days_ago))
        yield Act(morning - timedelta(days=last), spot["key"], order, verb, argument, spot)


def _steps(spot):
    """``(verb, argument, days ago)`` of each act on the spot."""
    begun, path, visits = spot["days_ago"], spot["path"], spot.get("visits", [])
    yield "record", None, begun
    if path in AT_ONCE:
        yield AT_ONCE[path], None, begun - 1
    elif spot.get("fixed_on_spot"):
        yield "fix_on_spot", None, begun
        if path == "closed":
            yield "close", None, begun - 2
    elif path != "recorded":
        yield "confirm", None, begun - 1
        if "denied_by" in spot:
            yield from _dispute(begun, spot["denied_by"])
        if path in REFERRED:
            yield from _after_referral(begun, path, visits)


def _dispute(begun, denied_by):
    """Nobody owns it: the town guards it at once, and calls a meeting after the denials."""
    yield "dispute", None, begun - 1
    yield "guard", None, begun - 1
    for agency in denied_by:
        yield "deny", agency, begun - 3
    yield "call_meeting", None, begun - 6


def _after_referral(begun, path, visits):
    yield "refer", None, begun - 2
    rebounds = [visit for visit in visits if visit["verdict"] == "rebounded"]
    looks = [visit for visit in visits if visit["verdict"] != "rebounded"]
    if path in ("verified_fixed", "closed") and not looks:
        looks = [{"days_ago": begun / 2, "verdict": "fixed"}]
    for visit in looks:
        yield "claim_fix", None, visit["days_ago"] + 2
        yield "visit", visit["verdict"], visit["days_ago"]
    if path in ENDS:
        yield ENDS[path], None, (looks[-1]["days_ago"] if looks else begun / 2) - 3
    for visit in rebounds:
        yield "visit", visit["verdict"], visit["days_ago"]
