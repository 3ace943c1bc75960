"""Clues as dicts for the wire: for those who work on them, and in plain sentences for whoever sent one."""

from inspections import case_clocks, clue_moves, clues, db, reporter_acts, reporters
from inspections.models import ClockState, Clue, ClueSource, ClueState, NoReplyReason, ReplyChannel, ReplyKind

from . import problems
from .present import Names, fields
from .texts import say

CLOCK = ("id", "kind", "state", "due_on", "provisional", "outcome")
PLAIN = (
    *("id", "number", "version", "state", "source", "said", "place", "location", "area_code", "seen_on"),
    *("received_at", "received_on", "registered_at", "first_visit", "no_reply_reason", "concluded_on"),
    *("hazard_id", "case_id", "receiving_body", "ended_at"),
)
STATUS = {
    ClueState.RECEIVED: "received",
    ClueState.TRANSFERRED: "passed_on",
    ClueState.NOT_FILED: "ended",
    ClueState.NOT_ACCEPTED: "ended",
}


def many(session, actor, rows) -> list[dict]:
    ids = [row.id for row in rows]
    names = Names(
        session, people=[id_ for row in rows for id_ in _people(row)], offices=[row.office_id for row in rows]
    )
    clocks, known = case_clocks.told(session, ids, Clue.KIND), reporters.kept(session, ids)
    return [
        _clue(row, names)
        | _clocks(clocks[row.id], db.today(session))
        | {
            "has_reporter": row.id in known,
            "may_read_reporter": row.id in known and reporter_acts.may_read(session, actor, row),
            "moves": clue_moves.moves_for(session, row, actor),
        }
        for row in rows
    ]


def one(session, actor, row) -> dict:
    return many(session, actor, [row])[0]


def _people(row):
    yield from (row.entered_by_id, row.registered_by_id, row.handler_id, row.sponsor_id)
    yield from (reply.recorded_by_id for reply in row.replies)


def _clue(row, names):
    by_volunteer = row.source is ClueSource.VOLUNTEER  # who that is stands in the reporters' store
    return {
        **fields(row, *PLAIN),
        "office": names.office(row.office_id),
        "entered_by": None if by_volunteer else names.person(row.entered_by_id),
        "registered_by": names.person(row.registered_by_id),
        "handler": names.person(row.handler_id),
        "sponsor": names.person(row.sponsor_id),
        "unanswered": row.no_reply_reason is None and row.concluded_on is None,
        "photos": [fields(one, "sha256", "size_bytes", "media_type", "received_at", "photo_id") for one in row.photos],
        "replies": [
            fields(reply, "kind", "channel", "on", "text", "recorded_at")
            | {"recorded_by": names.person(reply.recorded_by_id)}
            for reply in row.replies
        ],
    }


def _clocks(rows, today):
    told = [dict(zip(CLOCK, row, strict=True)) for row in rows]
    late = (clock["due_on"] < today for clock in told if clock["state"] is ClockState.RUNNING)
    return {"clocks": told, "overdue": any(late)}


def answer(session, row) -> dict:
    """What became of it, for whoever sent it: no name, no number, no word of the office's own."""
    language, status = problems.language(), STATUS.get(row.state, "in_hand")
    said = [say(f"answer_{status}", language, {"on": row.received_on})]
    if clues.is_fixed(session, row):
        status = "fixed"
        said.append(say("answer_fixed", language, {}))
    for reply in row.replies:
        if reply.kind is not ReplyKind.ATTEMPT:
            code = "answer_reply" if reply.channel is ReplyChannel.ONLINE else "answer_told"
            said.append(say(code, language, {"on": reply.on, "text": reply.text}))
    if row.no_reply_reason in (NoReplyReason.ANONYMOUS, NoReplyReason.NO_CONTACT):
        said.append(say("answer_anonymous", language, {}))
    return {
        "status": status,
        "received_on": row.received_on,
        "sentences": said,
        "may_add_photos": row.state not in clues.ENDED and len(row.photos) < clues.MOST_PHOTOS,
    }


def own(session, rows) -> list[dict]:
    return [answer(session, row) | fields(row, "id", "said") for row in rows]
