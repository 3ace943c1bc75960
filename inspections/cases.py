"""Cases: register a clue, find, amend, list. Moves are in ``case_acts``, hazards in ``case_hazards``."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from . import (
    case_clocks,
    case_links,
    case_teams,
    choices,
    conflicts,
    db,
    ledger,
    numbers,
    pages,
    people,
    permissions,
    repeats,
    visibility,
)
from .case_moves import BEFORE_RECOMMENDATION, ENDED
from .errors import Conflict, FieldError, Invalid, NotFound, Stale
from .models import (
    Agency,
    Case,
    CaseHazard,
    CaseLegalBasis,
    CasePerson,
    CaseState,
    HazardType,
    ItemHazard,
    ItemState,
    RecommendationItem,
)
from .models.offices import AgencyKind

AUTHORITIES = frozenset({AgencyKind.AGENCY, AgencyKind.GOVERNMENT})
OF_THE_DOCUMENT = frozenset({"respondent_id", "legal_field", "nature", "items", "legal_bases"})
PLAIN = (
    *("title", "source", "nature", "legal_field", "respondent_id", "secrecy_level", "official_number"),
    "apart_reason",
)
PARTS = (Case.hazards, Case.people, Case.legal_bases, Case.decisions, Case.steps)


def get(session, actor, case_id, *, lock=False) -> Case:
    """The case, or NotFound when there is none or it is not the actor's to see. *lock* holds its row for a write."""
    query = visibility.cases(session, actor).where(Case.id == case_id)
    case = session.scalar(query.with_for_update() if lock else query)
    if case is None:
        raise NotFound
    return case


def to_write(session, actor, action, case_id, version) -> Case:
    """The case, locked, if the actor may do *action* on it now; a case that is ended never changes."""
    case = get(session, actor, case_id, lock=True)
    permissions.in_office(actor, action, case.office_id)
    if version not in (None, case.version):
        raise Stale(case)
    if case.state in ENDED:
        raise Conflict("case_ended", case_state=case.state)
    return case


def register(session, actor, draft) -> tuple[Case, bool]:
    """Register a clue: ``(case, True)``, or ``(the same case, False)`` when it is sent again.

    Raises Conflict ``case_exists`` with ``offers``: cases of the same agency and nature before their recommendation,
    which R2021 art. 69 wants to be one, unless ``apart_reason`` says why this one stands apart.
    """
    known = draft.id and session.scalar(select(Case.draft_digest).where(Case.id == draft.id))
    if known:
        return repeats.same(session, actor, draft, known, get), False
    office = people.home_office(session, actor, permissions.PERMISSIONS["register_case"].roles)
    _check(session, actor, office, draft)
    case = _new(session, actor, office, draft)  # numbered first: rivals queue there, and see each other's case
    _check_alone(session, actor, case)
    case_teams.check(session, case, "respondent_id")
    session.add(case)
    session.flush()
    conflicts.review(session, actor, draft.hazard_ids)
    subjects = [("case", case.id), *(("hazard", id_) for id_ in draft.hazard_ids)]
    said = draft.model_dump(mode="json", exclude={"id"}, exclude_unset=True)
    payload = said | {"case_id": case.id, "number": case.number, "state": case.state}
    ledger.append(session, actor, "case.registered", subjects, payload, office_id=office.id, version=1)
    return case, True


def _check(session, actor, office, draft):
    wrong = [*_respondent(session, draft.respondent_id), *_nature(session, draft.nature)]
    wrong += case_links.unfit(session, actor, office.id, draft.hazard_ids)
    if wrong:
        raise Invalid(*wrong)


def _respondent(session, agency_id):
    """An agency or a government that is there today; nobody is named in a case over an incident."""
    if agency_id is None:
        return
    agency = session.get(Agency, agency_id)
    if agency is None:
        yield FieldError("respondent_id", "unknown_agency")
    elif agency.kind not in AUTHORITIES:
        yield FieldError("respondent_id", "respondent_is_no_authority", {"name": agency.name})
    else:
        yield from choices.not_in_force(session, agency, "respondent_id")


def _nature(session, code):
    known = select(HazardType.code).where(or_(HazardType.family == code, HazardType.code == code))
    if session.scalar(known.limit(1)) is None:
        yield FieldError("nature", "unknown_code", {"value": code, "list": "/api/v1/hazard-types"})


def _new(session, actor, office, draft):
    now = db.now(session)
    case = Case(
        id=draft.id or db.new_id(),
        number=numbers.next_number(session, office, "C"),
        state=CaseState.CLUE_REGISTERED,
        regime=case_clocks.regime(db.legal_date(now), office),
        office_id=office.id,
        registered_at=now,
        registered_by_id=actor.person_id,
        changed_at=now,
        urgent=False,
        draft_digest=draft.digest,
        **{name: getattr(draft, name) for name in (*PLAIN, "track") if name != "official_number"},
    )
    case.people = [CasePerson(person_id=actor.person_id, is_lead=True, since=now)]
    case.hazards = [
        CaseHazard(hazard_id=id_, reason=draft.source, added_at=now, added_by_id=actor.person_id)
        for id_ in dict.fromkeys(draft.hazard_ids)
    ]
    return case


def _check_alone(session, actor, case):
    """Raise Conflict with ``offers`` when there is a twin, unless the case says why it stands apart."""
    offers = [] if case.apart_reason else _twins(session, actor, case)
    if offers:
        raise Conflict("case_exists", extra={"offers": [_offer(row) for row in offers]}, number=offers[0].number)


def _twins(session, actor, case):
    """Other cases of the office against the same agency over the same nature, before their recommendation."""
    if case.respondent_id is None:
        return []
    alike = {name: getattr(case, name) for name in ("office_id", "respondent_id", "nature", "track")}
    query = (
        visibility.cases(session, actor)
        .filter_by(**alike)
        .where(Case.state.in_(BEFORE_RECOMMENDATION), Case.id != case.id)
    )
    return list(session.scalars(query.order_by(Case.id)))


def _offer(case):
    return {"id": case.id, "number": case.number, "title": case.title, "state": case.state}


def amend(session, actor, case_id, draft) -> Case:
    """Change what is named; what the recommendation says is fixed once it is decided."""
    case = to_write(session, actor, "amend_case", case_id, draft.version)
    changes = draft.changes
    wrong = []
    if case.state not in BEFORE_RECOMMENDATION:
        wrong += [FieldError(name, "fixed_by_the_document") for name in sorted(OF_THE_DOCUMENT & changes.keys())]
    wrong += _respondent(session, changes.get("respondent_id"))
    wrong += _nature(session, changes["nature"]) if "nature" in changes else ()
    wrong += _strange_hazards(case, changes.get("items", ()))
    if not wrong:
        wrong += _apply(session, case, changes)
    if wrong:
        raise Invalid(*wrong)
    if {"respondent_id", "nature"} & changes.keys():
        _check_alone(session, actor, case)
        case_teams.check(session, case, "respondent_id")
    db.touch(session, case)
    session.flush()
    conflicts.review(session, actor, [row.hazard_id for row in case.hazards])
    said = draft.model_dump(mode="json", exclude={"version"}, exclude_unset=True)
    ledger.append(
        session,
        actor,
        "case.amended",
        [("case", case.id)],
        said,
        office_id=case.office_id,
        version=case.version,
    )
    return case


def _strange_hazards(case, items):
    inside = {row.hazard_id for row in case.hazards if row.removed_at is None}
    for index, item in enumerate(items):
        for place, id_ in enumerate(item.hazard_ids):
            if id_ not in inside:
                yield FieldError(f"items.{index}.hazard_ids.{place}", "hazard_not_in_case")


def _apply(session, case, changes):
    """Set what is named; a list of what speaks against it, empty when it is done."""
    for name in PLAIN:
        if name in changes:
            setattr(case, name, changes[name])
    if "items" in changes:
        case.items = [_item(position, item) for position, item in enumerate(changes["items"])]
    if "legal_bases" in changes:
        case.legal_bases = [
            CaseLegalBasis(position=position, **row.model_dump()) for position, row in enumerate(changes["legal_bases"])
        ]
    if {"lead_id", "member_ids"} & changes.keys():
        team = {row.person_id: row.is_lead for row in case.people if row.until is None}
        lead_id = changes.get("lead_id", next((id_ for id_, is_lead in team.items() if is_lead), None))
        members = changes.get("member_ids", tuple(id_ for id_, is_lead in team.items() if not is_lead))
        return case_teams.change(session, case, lead_id, members)
    return []


def _item(position, draft):
    hazards = [ItemHazard(hazard_id=id_) for id_ in dict.fromkeys(draft.hazard_ids)]
    return RecommendationItem(position=position, text=draft.text, state=ItemState.DRAFTED, hazards=hazards)


def page(session, actor, *, state=(), agency=None, office=None, legal_field=None, overdue=None, q=None,
         cursor=None, limit=50):  # fmt: skip
    """A page of the cases that the actor sees, newest first, and the next cursor or None."""
    about = f"cases {sorted(state)} {agency} {office} {legal_field} {overdue} {q}"
    query = visibility.cases(session, actor).order_by(Case.id.desc()).limit(limit + 1)
    equal = {"respondent_id": agency, "office_id": office, "legal_field": legal_field}
    query = query.filter_by(**{name: value for name, value in equal.items() if value is not None})
    if state:
        query = query.where(Case.state.in_(state))
    if overdue is not None:
        late = case_clocks.overdue(db.today(session))
        query = query.where(late if overdue else ~late)
    if q:
        query = query.where(or_(*(text.icontains(q, autoescape=True) for text in (Case.number, Case.title))))
    if cursor:
        query = query.where(Case.id < pages.read(cursor, about, UUID)[0])
    loaded = [selectinload(part) for part in PARTS]
    loaded.append(selectinload(Case.items).selectinload(RecommendationItem.hazards))
    return pages.cut(list(session.scalars(query.options(*loaded))), limit, lambda row: [str(row.id)], about)
