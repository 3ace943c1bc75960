"""Notices: made by the policy, shown to whom they are for, marked as read. What leaves the office is ``outgoing``."""

from collections import Counter, defaultdict
from uuid import UUID

from sqlalchemy import func, insert, select, update

from . import db, ledger, notice_matters, notice_recipients, pages, people, visibility
from .models import LedgerHead, Notice, NoticeProgress, Person

AT_A_TIME = notice_recipients.AT_A_TIME
BEHIND = 1000  # entries by which the note of how far we looked may lag, when there was nothing to tell


def missing(session) -> list[dict]:
    """The rows of what should be told and is not yet, each to somebody who may see what it is about."""
    matters = [*notice_matters.due(session), *notice_matters.done(session)]
    told, known = notice_recipients.of(session, matters), _known(session, {matter.key for matter in matters})
    wanted = defaultdict(dict)
    for matter, person_ids in told.items():
        for person_id in person_ids:
            if (person_id, matter.key) not in known:
                wanted[person_id][matter.key] = matter
    return [
        _row(session, person_id, matter)
        for person_id, matters_ in sorted(wanted.items())
        for matter in _seen(session, person_id, matters_.values())
    ]


def _known(session, keys):
    found, keys = set(), sorted(keys)
    for begin in range(0, len(keys), AT_A_TIME):
        query = select(Notice.person_id, Notice.key).where(Notice.key.in_(keys[begin : begin + AT_A_TIME]))
        found.update(map(tuple, session.execute(query)))
    return found


def _seen(session, person_id, matters):
    actor = people.actor(session, session.get_one(Person, person_id))
    return [matter for matter, number in zip(matters, about(session, actor, matters), strict=True) if number]


def about(session, actor, rows) -> list[str | None]:
    """The number of the record that each notice or matter is about; None where *actor* may not see it (any more)."""
    ids = defaultdict(list)
    for row in rows:
        ids[row.about_kind].append(row.about_id)
    found = {kind: notice_recipients.numbers(session, actor, kind, some) for kind, some in ids.items()}
    return [found[row.about_kind].get(row.about_id) for row in rows]


def _row(session, person_id, matter):
    plain = ("event", "moment", "key", "what", "about_kind", "about_id", "due_on")
    return {
        "id": db.new_id(),
        "person_id": person_id,
        "created_at": db.now(session),
        **{name: getattr(matter, name) for name in plain},
    }


def look(session) -> int:
    """Tell everybody what the policy says, and return how many notices that made. Looking twice tells nothing twice."""
    session.execute(select(LedgerHead).with_for_update())  # of two that look at once the second sees what was told
    rows = missing(session)
    if rows:
        session.execute(insert(Notice), rows)
        told = Counter(row["event"] for row in rows)
        ledger.append(session, None, "notices.made", [], dict(sorted(told.items())))
    session.execute(update(NoticeProgress).values(seq=select(LedgerHead.size).scalar_subquery()))
    return len(rows)


def is_due(session) -> bool:
    """Whether a look would change anything worth a write."""
    behind = (
        select(LedgerHead.size - NoticeProgress.seq).select_from(LedgerHead).join(NoticeProgress, LedgerHead.id == 1)
    )
    return session.scalar(behind) > BEHIND or bool(missing(session))


def page(session, actor, *, unread=False, cursor=None, limit=50):
    """A page of the actor's notices, the newest first, each with the number of its record or None; and the cursor."""
    told = f"notices {unread}"
    query = visibility.notices(actor).order_by(Notice.id.desc()).limit(limit + 1)
    if unread:
        query = query.where(Notice.read_at.is_(None))
    if cursor:
        query = query.where(Notice.id < pages.read(cursor, told, UUID)[0])
    rows, following = pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], told)
    return list(zip(rows, about(session, actor, rows), strict=True)), following


def unread(session, actor) -> int:
    mine = (Notice.person_id == actor.person_id, Notice.read_at.is_(None))
    return session.scalar(select(func.count(Notice.id)).where(*mine))


def mark_read(session, actor, ids) -> int:
    """Mark those of the actor's notices as read, all of them without *ids*; how many are still unread.

    No act on any record, so no entry in the ledger: what a person has looked at is nobody else's to keep.
    """
    mine = [Notice.person_id == actor.person_id, Notice.read_at.is_(None)]
    mine += [] if ids is None else [Notice.id.in_(ids)]
    session.execute(update(Notice).where(*mine).values(read_at=db.now(session)))
    return unread(session, actor)
