"""What the policy prepares for the way out: a digest a day for whoever wants one, reminders to agencies."""

from sqlalchemy import insert, select, update

from . import case_clocks, db, ledger, people
from .models import Case, Clock, ClockState, Notice, NoticeSetting, OutgoingKind, OutgoingNotice, OutgoingState, Person
from .notice_policy import POLICY
from .permissions import STAFF

REMINDER = "reply_reminder"


def missing(session) -> list[dict]:
    """The rows that should wait to be released and do not yet."""
    rows = [*_digests(session), *_reminders(session)]
    known = select(OutgoingNotice.key).where(OutgoingNotice.key.in_([row["key"] for row in rows]))
    there = set(session.scalars(known)) if rows else set()
    return [row for row in rows if row["key"] not in there]


def prepare(session) -> list:
    """Prepare what is missing: the ids of the digests. Preparing twice prepares nothing twice."""
    rows = missing(session)
    if not rows:
        return []
    session.execute(insert(OutgoingNotice), rows)
    digests = [row for row in rows if row["kind"] is OutgoingKind.DIGEST]
    for row in digests:
        waiting = _waiting(session.get_one(NoticeSetting, row["person_id"]))
        session.execute(update(Notice).where(*waiting).values(outgoing_id=row["id"]))
    ledger.append(session, None, "notices.prepared", [("outgoing", row["id"]) for row in rows])
    return [row["id"] for row in digests]


def _waiting(setting):
    """The conditions on notices that the next digest carries."""
    mine = (Notice.person_id == setting.person_id, Notice.read_at.is_(None), Notice.outgoing_id.is_(None))
    return (*mine, Notice.event.not_in(setting.muted))


def _digests(session):
    wanted = (NoticeSetting.daily, NoticeSetting.email.is_not(None), Person.disabled_at.is_(None))
    query = select(NoticeSetting, Person).join(Person, Person.id == NoticeSetting.person_id).where(*wanted)
    for setting, person in session.execute(query.order_by(Person.id)).all():
        office_id = _office(session, person)
        if office_id and session.scalar(select(Notice.id).where(*_waiting(setting)).limit(1)):
            key = f"digest:{person.id}:{db.today(session)}"
            yield _row(session, OutgoingKind.DIGEST, key, office_id, person_id=person.id)


def _office(session, person):
    held = people.actor(session, person).held
    return next((role.office_id for role in held if role.role in STAFF and role.office_id), None)


def _reminders(session):
    today, policy = db.today(session), POLICY[REMINDER]
    running = (Clock.state == ClockState.RUNNING, Clock.kind.in_(case_clocks.REPLY))
    known = (Clock.subject_kind == Case.KIND, Case.respondent_id.is_not(None))
    columns = (Clock.id, Clock.due_on, Clock.office_id, Case.id, Case.respondent_id)
    query = select(*columns).join(Case, Case.id == Clock.subject_id)
    query = query.where(*running, *known, Clock.due_on.between(*policy.window(today))).order_by(Clock.id)
    for clock_id, due_on, office_id, case_id, agency_id in session.execute(query):
        moment = policy.moment(due_on, today)
        if moment:
            key, said = f"{REMINDER}:{moment}:{clock_id}:{due_on}", {"moment": moment, "due_on": due_on}
            yield _row(session, OutgoingKind.REMINDER, key, office_id, agency_id=agency_id, case_id=case_id, **said)


def service(session, row, address):
    """The letter that tells the agency where the document lies: it waits for a person as every other does."""
    key, said = f"service:{row.id}:{row.round}", {"agency_id": row.agency_id, "case_id": row.case_id}
    letter = _row(session, OutgoingKind.SERVICE, key, row.office_id, service_id=row.id, address=address, **said)
    session.execute(insert(OutgoingNotice), [letter])


def _row(session, kind, key, office_id, **said):
    now = db.now(session)
    blank = dict.fromkeys(("person_id", "agency_id", "case_id", "service_id", "moment", "due_on", "address"))
    plain = {"id": db.new_id(), "version": 1, "state": OutgoingState.PREPARED, "note": "", "prepared_at": now}
    return plain | blank | {"kind": kind, "key": key, "office_id": office_id, "changed_at": now} | said
