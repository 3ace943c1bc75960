"""How bad a hazard is while nobody judged it: by its type, and worse beside a school, hospital or market."""

import json
from itertools import pairwise
from pathlib import Path

from .models import HazardType, Severity

BESIDE = json.loads((Path(__file__).parent / "reference" / "severity_policy.json").read_text("utf-8"))["beside"]
WORST_FIRST = list(Severity)
WORSE = dict(pairwise(reversed(Severity)))  # one step up; the worst stays


def usual(session, type_: str, places) -> Severity:
    """The severity of a type near these sensitive *places* (areas): one step above its default, or what the policy says
    of the type beside such a place if that is worse."""
    default = session.get_one(HazardType, type_).default_severity
    if not places:
        return default
    return min([WORSE.get(default, default), *_said(type_, places)], key=WORST_FIRST.index)


def _said(type_, places):
    for kind, said in BESIDE.items():
        if type_ in said["severity"] and any(_is(place, kind, said["words"]) for place in places):
            yield Severity(said["severity"][type_])


def _is(place, kind, words):
    return place.attributes.get("place") == kind or any(word in place.name for word in words)
