"""Rules: rows without expressions, changed by ending one version and beginning the next."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from geo import area_codes
from geo import rules as map_rules

from . import db, ledger, permissions, responsibility
from .errors import Conflict, FieldError, Invalid, NotFound, Stale
from .models import Agency, AgencyFunction, AssetKind, HazardType, PlaceKind, Rule
from .rule_drafts import RuleDraft

DAY = timedelta(days=1)
COLUMNS = tuple(RuleDraft.model_fields)


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes a rule: an office over its area, and its person, None from the command line."""

    office_id: UUID
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class Change:
    """One version ends with its last day, another begins; either may be missing. Nothing is written yet."""

    office_id: UUID  # of the office that makes it
    ended: Rule | None = None
    last_day: date | None = None
    begun: Rule | None = None

    @property
    def first_day(self) -> date | None:
        """The first day on which it makes a difference; None: since ever."""
        return self.begun.valid_from if self.begun else self.last_day + DAY


def current(session, on: date) -> list[Rule]:
    """The versions that are in force on the day, or will be later."""
    open_ = or_(Rule.valid_to.is_(None), Rule.valid_to >= on)
    never = Rule.valid_from > Rule.valid_to  # replaced before it began
    query = select(Rule).where(open_, or_(Rule.valid_from.is_(None), Rule.valid_to.is_(None), ~never))
    return list(session.scalars(query.order_by(Rule.code, Rule.version)))


def latest(session, lock=()) -> dict[str, Rule]:
    """The latest version of every code; *lock* are codes to hold first, for a change."""
    if lock:
        _hold(session, lock)
    return {row.code: row for row in session.scalars(select(Rule).order_by(Rule.code, Rule.version))}


def versions(session, code: str) -> list[Rule]:
    """Every version of a code, the latest first; NotFound when there is none."""
    found = list(session.scalars(select(Rule).where(Rule.code == code).order_by(Rule.version.desc())))
    if not found:
        raise NotFound
    return found


def overridden(rows: list[Rule], among: list[Rule]) -> dict:
    """Per id of *rows*, which rules of areas further up each beats where both apply."""
    by_area = {}
    for row in among:
        by_area.setdefault((row.role, area_codes.significant(row.area_code)), []).append(row)
    return {
        row.id: [
            other
            for area in area_codes.around(area_codes.significant(row.area_code))[1:]
            for other in by_area.get((row.role, area), ())
            if map_rules.overrides(responsibility.map_rule(row), responsibility.map_rule(other))
        ]
        for row in rows
    }


def add(session, actor, draft) -> tuple[Rule, bool]:
    """Begin a rule: ``(rule, True)``; the same again is harmless. The code of another rule is a Conflict."""
    known = session.scalar(select(Rule).where(Rule.code == draft.code, Rule.version == 1))
    if known and all(getattr(known, name) == value for name, value in said(draft).items()):
        return known, False
    return _apply(session, actor, "rule.added", plan_addition(session, actor, draft)), True


def amend(session, actor, code: str, draft) -> Rule:
    """Begin the next version of a rule; the present one stays readable and ends the day before."""
    return _apply(session, actor, "rule.amended", plan_amendment(session, actor, code, draft, lock=True))


def end(session, actor, code: str, draft) -> Rule:
    """Let a rule end with its last day; the day before its first takes it back wholly."""
    change = plan_end(session, actor, code, draft, lock=True)
    if change.ended.valid_to == change.last_day:
        return change.ended
    return _apply(session, actor, "rule.ended", change, reason=draft.reason)


def plan_addition(session, actor, draft, at="") -> Change:
    """What `add` would do; *at* leads to the draft in what was sent."""
    editor = _editor(actor, "add_rule", draft.area_code)
    if session.scalar(select(Rule.id).where(Rule.code == draft.code).limit(1)):
        raise Conflict("code_taken", rule=draft.code)
    return addition(session, editor, said(draft), at)


def plan_amendment(session, actor, code, draft, at="", *, lock=False) -> Change:
    """What `amend` would do."""
    row = _latest(session, code, lock)
    editor = _editor(actor, "amend_rule", row.area_code)
    _check_version(row, draft.version)
    return amendment(session, editor, row, said(draft, draft.changes), at)


def plan_end(session, actor, code, draft, at="", *, lock=False) -> Change:
    """What `end` would do."""
    row = _latest(session, code, lock)
    editor = _editor(actor, "end_rule", row.area_code)
    _check_version(row, draft.version)
    return ending(editor, row, draft.last_day, at)


def addition(session, editor, values, at="") -> Change:
    """The first version of a code, from a value for each of COLUMNS. Raises Invalid with every wrong field."""
    return Change(editor.office_id, begun=_begun(session, editor, values, 1, at))


def amendment(session, editor, row, changes, at="") -> Change:
    """The next version of *row*; it is verified only if *changes* say so. Raises Invalid with every wrong field."""
    begins = changes.get("valid_from") or max(db.today(session), row.valid_from or date.min)
    if row.valid_from and begins < row.valid_from:
        raise Invalid.at(f"{at}valid_from", "before_present_version", first=row.valid_from)
    values = {name: getattr(row, name) for name in COLUMNS} | {"verified": False} | changes | {"valid_from": begins}
    last_day = min(begins - DAY, row.valid_to or date.max)
    return Change(editor.office_id, row, last_day, _begun(session, editor, values, row.version + 1, at))


def ending(editor, row, last_day, at="") -> Change:
    """*row* without the days after *last_day*. Raises Invalid if it ends before, or never began."""
    if row.valid_from and last_day < row.valid_from - DAY:
        raise Invalid.at(f"{at}last_day", "ends_before_it_begins", first=row.valid_from)
    if row.valid_to and last_day > row.valid_to:
        raise Invalid.at(f"{at}last_day", "after_its_end", last=row.valid_to)
    return Change(editor.office_id, row, last_day)


def _editor(actor, action, area_code):
    return Editor(permissions.office_over(actor, action, area_code), actor.person_id)


def said(draft, names=COLUMNS) -> dict:
    """What a draft says, as the columns of a row."""
    values = {name: getattr(draft, name) for name in names}
    if values.get("source_document"):
        values["source_document"] = values["source_document"].model_dump(mode="json")
    return values


def _latest(session, code, lock):
    if lock:
        _hold(session, [code])
    row = session.scalar(select(Rule).where(Rule.code == code).order_by(Rule.version.desc()).limit(1))
    if row is None:
        raise NotFound
    return row


def _hold(session, codes):
    """Lock first versions, before looking: who waited for a rival then sees the rival's version."""
    first = select(Rule.id).where(Rule.code.in_(codes), Rule.version == 1)
    session.execute(first.order_by(Rule.code).with_for_update())


def _check_version(row, version):
    if row.version != version:
        raise Stale(row)


def _begun(session, editor, values, version, at):
    """The row of a version, checked as a whole and not added yet. Raises Invalid with every wrong field."""
    wrong = [FieldError(f"{at}{error.path}", error.code, error.details) for error in _wrong(session, values)]
    if wrong:
        raise Invalid(*wrong)
    now = db.now(session)
    verifier = editor.person_id if values["verified"] else None
    return Rule(
        id=db.new_id(),
        version=version,
        recorded_by_id=editor.person_id,
        recorded_at=now,
        office_id=editor.office_id,
        verified_by_id=verifier,
        verified_at=verifier and now,
        **values,
    )


def _wrong(session, values):
    yield from _unknown(session, values)
    if (values["agency_id"] is None) == (values["agency_function"] is None):
        yield FieldError("agency_id", "agency_or_function")
    if values["agency_id"]:
        yield from _wrong_agency(session, values)
    begins, ends = values["valid_from"], values["valid_to"]
    if begins and ends and ends < begins:
        yield FieldError("valid_to", "empty_period", {"first": begins})
    if values["verified"] and not values["source_document"]:
        yield FieldError("source_document", "needed_to_verify")


def _unknown(session, values):
    families = select(HazardType.code).where(
        or_(HazardType.code == values["hazard_type"], HazardType.family == values["hazard_type"])
    )
    if values["hazard_type"] and session.scalar(families.limit(1)) is None:
        yield FieldError(
            "hazard_type", "unknown_code", {"value": values["hazard_type"], "list": "/api/v1/hazard-types"}
        )
    kinds = {"asset_kind": AssetKind, "place_kind": PlaceKind, "agency_function": AgencyFunction}
    for name, model in kinds.items():
        if values[name] and session.get(model, values[name]) is None:
            yield FieldError(name, "unknown_code", {"value": values[name], "list": "/api/v1/kinds"})


def _wrong_agency(session, values):
    agency = session.get(Agency, values["agency_id"])
    if agency is None:
        yield FieldError("agency_id", "unknown_agency")
    elif agency.valid_to and not agency.successor_id and agency.valid_to < (values["valid_from"] or date.min):
        yield FieldError("agency_id", "agency_ended", {"last": agency.valid_to})


def write(session, change) -> Rule:
    """The last day of one row, and the other row. Returns the row that the act was about."""
    if change.ended:
        change.ended.valid_to = change.last_day
    if change.begun:
        session.add(change.begun)
    return change.begun or change.ended


def _apply(session, actor, type_, change, reason="") -> Rule:
    row = write(session, change)
    session.flush()
    responsibility.changed(session)
    payload = {
        "code": row.code,
        "area_code": row.area_code,
        "last_day": change.last_day,
        "begun": change.begun and {name: getattr(row, name) for name in COLUMNS},
        "reason": reason,
    }
    ledger.append(session, actor, type_, [("rule", row.id)], payload, office_id=change.office_id, version=row.version)
    return row
