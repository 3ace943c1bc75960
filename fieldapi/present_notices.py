"""Notices as sentences for their reader, what may leave the office as text, and all of it as dicts for the wire."""

from flask import current_app, request

from inspections import db, notice_policy, notice_settings, outgoing, outgoing_services
from inspections.models import OutgoingKind, Person

from . import present_services, problems, words_notices
from .present import Names, fields
from .texts import say

BOTH = ("zh", "en")


def notice(pair) -> dict:
    """*pair* is a notice and the number of its record, None when its reader may not see it any more."""
    row, number = pair
    return {
        **fields(row, "id", "event", "moment", "what", "due_on", "created_at", "read_at"),
        "about": number and {"kind": row.about_kind, "id": row.about_id, "number": number},
        "text": sentence(row, number, problems.language()),
    }


def sentence(row, number, language) -> str:
    if number is None:
        return say("notice_hidden", language, {})
    days = 0 if row.moment == notice_policy.AT_ONCE else notice_policy.days(row.moment)
    said = {
        "about": about(row.about_kind, number, language),
        "what": words_notices.what(row.what, language),
        "when": words_notices.when(days, language),
        "days": days,
        "due_on": row.due_on,
    }
    return say(f"notice_{row.event}", language, said)


def about(kind, number, language):
    return f"{words_notices.RECORDS[kind][language == 'en']} {number}"


def settings(row) -> dict:
    return fields(row, "email", "daily", "muted", "language") | {"calendar": row.calendar_hash is not None}


def outgoing_notices(session, actor, rows) -> list[dict]:
    people = [id_ for row in rows for id_ in (row.person_id, row.released_by_id)]
    names = Names(session, people, [row.office_id for row in rows], [row.agency_id for row in rows])
    return [_outgoing(session, actor, row, names) for row in rows]


def outgoing_notice(session, actor, row) -> dict:
    return outgoing_notices(session, actor, [row])[0]


def _outgoing(session, actor, row, names):
    return {
        **fields(row, "id", "version", "kind", "state", "case_id", "service_id", "moment", "due_on", "address", "note"),
        **fields(row, "prepared_at", "released_at", "sent_at"),
        "office": names.office(row.office_id),
        "person": names.person(row.person_id),
        "agency": names.agency(row.agency_id),
        "released_by": names.person(row.released_by_id),
        "text": {language: "\n\n".join(letter(session, row, language, actor, public_address())) for language in BOTH},
    }


def letter(session, row, language, reader=None, base="/") -> tuple[str, str]:
    """Subject and text of what leaves the office, as far as its recipient, and *reader*, may see its records now.

    *base* is the address at which others reach this server.
    """
    if row.kind is OutgoingKind.REMINDER:
        return _reminder(session, row, language)
    if row.kind is OutgoingKind.SERVICE:
        return present_services.letter(session, outgoing_services.of(session, row), base, language)
    pairs = outgoing.carried(session, row, reader)
    day = db.legal_date(row.prepared_at)
    lines = [f"{position}. {sentence(*pair, language)}" for position, pair in enumerate(pairs, 1)]
    greeting = say("digest_greeting", language, {"name": session.get_one(Person, row.person_id).name})
    subject = say("digest_subject", language, {"count": len(pairs), "day": day})
    return subject, "\n".join([greeting, "", *lines, "", say("digest_footer", language, {})])


def public_address() -> str:
    """The address at which others reach this server: by the setting, else the one that this request came to."""
    return current_app.extensions["settings"].public_url or request.host_url


def _reminder(session, row, language):
    names = Names(session, offices=[row.office_id], agencies=[row.agency_id])
    said = {
        "due_on": row.due_on,
        "when": words_notices.when(notice_policy.days(row.moment), language),
        "office": names.office(row.office_id)["name"],
        "agency": names.agency(row.agency_id)["name"],
    }
    return say("reminder_subject", language, said), say("reminder_body", language, said)


def language_of(session, row) -> str:
    """The language in which it goes out: the person's; an agency is written to in Chinese."""
    return notice_settings.of(session, row.person_id).language if row.person_id else "zh"
