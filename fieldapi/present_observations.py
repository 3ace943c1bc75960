"""The observations about photos, as far as the reader is told of them: numbers, sentences, and what a person said."""

from inspections import catalogue, judgements
from inspections.models import JudgementVerdict, Person

from .texts import say

SOURCES = ("captured", "claimed")
LANGUAGES = ("zh", "en")


def flags(session, actor, rows) -> dict:
    """``{photo id: {"flags", "flag_details"}}``, read for a whole page at once."""
    judged, teams = judgements.of(session, rows), judgements.teams(session, actor, rows)
    names = catalogue.names(session, Person, {one.judged_by_id for one in judged.values()})
    return {row.id: _flags(row, judged, names, row.hazard_id in teams) for row in rows}


def _flags(row, judged, names, in_team):
    details = {}
    for flag in row.flags:
        judgement, numbers = judged.get((row.id, flag)), row.flag_details.get(flag, {})
        if in_team or (judgement and judgement.verdict is JudgementVerdict.ADOPTED):
            told = numbers if in_team else judgements.without_photos(numbers)
            details[flag] = told | {"sentences": _sentences(flag, numbers), "judgement": _judgement(judgement, names)}
    return {"flags": list(details), "flag_details": details}


def _sentences(flag, numbers):
    """One sentence for each source of a place or a time; else one."""
    parts = [numbers[source] | {"said_by": source} for source in SOURCES if source in numbers] or [numbers]
    return {language: " ".join(say(f"observed_{flag}", language, part) for part in parts) for language in LANGUAGES}


def _judgement(row, names):
    if row is None:
        return None
    by = {"id": row.judged_by_id, "name": names[row.judged_by_id]}
    return {"verdict": row.verdict, "reason": row.reason, "by": by, "at": row.judged_at}
