"""Rules as a spreadsheet, out and in: each row against the rule as it stands, and what the import makes of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import orjson
from pydantic import ValidationError
from sqlalchemy import select

from geo import area_codes
from geo.answers import ROLE_NAMES
from geo.reports import Report

from . import area_names, db, responsibility, rule_sheets, rules
from .drafts import Draft
from .errors import Invalid
from .importing import Kind
from .models import Agency, AgencyFunction, AssetKind, HazardType, ImportState, Office, PlaceKind, Rule
from .rule_drafts import LegalDay, RuleDraft, SourceDocument

DOCUMENT = tuple(SourceDocument.model_fields)
FIXED = ("role", "area_code")  # with the code, what makes it this rule
NAMED = {"hazard_type": HazardType, "asset_kind": AssetKind, "place_kind": PlaceKind, "agency_function": AgencyFunction}
PLAIN = ("code", "version", "area_code", "agency_id", "reason", "priority", "valid_from", "valid_to", "note")
MOST_TOLD = 200
# Where the sheet says it otherwise than the API, whose fields have other names.
COLUMN_OF = {"source_document": "title", "last_day": "valid_to"}
SAID_HERE = {"agency_or_function": "function_or_agency"}
NOT_TAKEN = {
    "empty": "empty",
    "no_links": "no_links",
    "control_characters": "control_characters",
    "string_too_long": "bad_text",
    "not_rfc3339": "not_a_day",
    "date_from_datetime_parsing": "not_a_day",
    "date_from_datetime_inexact": "not_a_day",
    "date_parsing": "not_a_day",
}


class RuleImportOptions(Draft):
    """From which day on changed rules hold when their row says no later one; null: the day of the import."""

    valid_from: LegalDay | None = None


class RuleImportDraft(Draft):
    """The form of an upload, beside its file."""

    options: RuleImportOptions


def export(session, codes) -> bytes:
    """The workbook of some rules: of each code the latest version, since only that can be changed."""
    latest, names, areas = rules.latest(session), _names(session), area_names.named(session)
    lists = _lists(names | {"agency_id": _offered(session, names["agency_id"])})
    return rule_sheets.write([_texts(latest[code], names, areas) for code in dict.fromkeys(codes)], lists)


def _names(session) -> dict[str, dict[str, str]]:
    """What the codes of each dimension are called; of hazard types the families too, which are their own names."""
    names = {name: dict(session.execute(select(model.code, model.name_zh)).all()) for name, model in NAMED.items()}
    names["hazard_type"] |= {family: f"{family}（全部）" for family in session.scalars(select(HazardType.family))}
    agencies = session.execute(select(Agency.id, Agency.name).order_by(Agency.area_code, Agency.name))
    return names | {"agency_id": {str(id_): name for id_, name in agencies}}


def _offered(session, agencies):
    """The agencies that nobody succeeded: a successor may have the same name."""
    gone = {str(id_) for id_ in session.scalars(select(Agency.id).where(Agency.successor_id.is_not(None)))}
    return {id_: name for id_, name in agencies.items() if id_ not in gone}


def _lists(names):
    """The code lists as titles and rows."""
    titles = {"hazard_type": "隐患类型", "asset_kind": "设施种类", "place_kind": "位置种类", "agency_function": "职能"}
    roles = [(role.value, name) for role, name in ROLE_NAMES.items()]
    return (
        {"角色": roles}
        | {title: sorted(names[key].items()) for key, title in titles.items()}
        | {"单位": list(names["agency_id"].items())}
    )


def _texts(row: Rule, names, areas) -> dict[str, str]:
    said = {key: _text(getattr(row, key)) for key in (*PLAIN, *NAMED)}
    called = {f"{key}_name": names[key].get(said[key], "") for key in NAMED}
    document = row.source_document or {}
    return {
        **said,
        **called,
        **{key: _text(document.get(key)) for key in DOCUMENT},
        "agency_name": names["agency_id"].get(said["agency_id"], ""),
        "area_name": areas.get(area_codes.significant(row.area_code), ""),
        "role": ROLE_NAMES[row.role],
        "legal_basis": "\n".join(row.legal_basis),
        "verified": rule_sheets.VERIFIED[row.verified],
    }


def _text(value):
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row of the sheet does: ``added``, ``changed``, ``ended`` or ``unchanged``; no change: it can't."""

    row: int
    code: str
    outcome: str
    fields: tuple[str, ...] = ()
    change: rules.Change | None = None

    @property
    def told(self) -> dict:
        """What the report of the dry run says of the row; its fields by their headings."""
        headings = [rule_sheets.HEADINGS.get(key, rule_sheets.HEADINGS["title"]) for key in self.fields]
        return {"row": self.row, "code": self.code, "outcome": self.outcome, "fields": headings}


class _Sheet:
    """The rows of a sheet against the rules as they stand; what is wrong goes to the report by row and heading."""

    def __init__(self, session, import_, options, report):
        self.session, self.report = session, report
        self.area = session.get_one(Office, import_.office_id).area_code
        self.applying = import_.state is ImportState.APPLYING
        person_id = import_.applied_by_id if self.applying else import_.created_by_id
        self.editor = rules.Editor(import_.office_id, person_id)
        self.day = options.valid_from or db.today(session)
        self.names = _names(session)
        offered = self.names | {"agency_id": _offered(session, self.names["agency_id"])}
        self.codes_of = {key: _reversed(names) for key, names in offered.items()}

    def plan(self, columns) -> list[Planned]:
        latest = rules.latest(self.session, columns["code"] if self.applying else ())
        keys, seen, found = [key for key in columns if key != "row"], set(), []
        for row, *values in zip(columns["row"], *(columns[key] for key in keys), strict=True):
            texts = dict(zip(keys, values, strict=True))
            if texts["code"] in seen:
                self._wrong(row, "code", "rule_twice", value=texts["code"][:60])
            seen.add(texts["code"])
            before = latest.get(texts["code"])
            draft = self._draft(row, texts, before)
            if draft is not None:
                found.append(self._planned(row, texts, draft, before))
        return found

    def _wrong(self, row, key, code, **details):
        self.report.error(code, row=row, field=rule_sheets.HEADINGS.get(key, key), **details)

    def _draft(self, row, texts, before) -> RuleDraft | None:
        """The row as a rule, or None after saying what can't be read."""
        errors = self.report.error_count
        said = {key: texts[key] for key in ("code", "area_code", "reason", "note")}
        said |= {key: self._code(row, key, texts) for key in self.names}
        begins = before and before.valid_from and before.valid_from.isoformat()
        said |= {"valid_from": texts["valid_from"].strip() or begins, "valid_to": texts["valid_to"].strip() or None}
        said["role"] = self._choice(row, "role", texts, {name: role.value for role, name in ROLE_NAMES.items()}, None)
        marks = {name: mark for mark, name in rule_sheets.VERIFIED.items()}
        said["verified"] = self._choice(row, "verified", texts, marks, bool(before and before.verified))
        said["priority"] = self._number(row, texts["priority"])
        said["legal_basis"] = [line for line in texts["legal_basis"].split("\n") if line.strip()]
        document = {key: texts[key] for key in DOCUMENT}
        said["source_document"] = document | {"date": document["date"] or None} if any(document.values()) else None
        if self.report.error_count > errors:
            return None
        try:
            return RuleDraft.model_validate_json(orjson.dumps(said))
        except ValidationError as error:
            for item in error.errors(include_url=False, include_input=False):
                self._not_taken(row, texts, item)
            return None

    def _not_taken(self, row, texts, item):
        named = [part for part in item["loc"] if part in rule_sheets.HEADINGS]
        key = named[-1] if named else item["loc"][0]
        limit = item.get("ctx", {}).get("max_length")
        code = NOT_TAKEN.get(item["type"], "cell_not_taken")
        self._wrong(row, key, code, value=texts.get(key, "")[:60], **({"limit": limit} if limit else {}))

    def _code(self, row, key, texts):
        code, name = texts[key].strip(), texts[f"{key.removesuffix('_id')}_name"].strip()
        if code and code not in self.names[key]:
            self._wrong(row, key, "code_not_in_list", value=code[:60])
        elif code and name and name != self.names[key][code]:
            self._wrong(row, key, "name_differs", value=name[:60], name=self.names[key][code])
        if code or not name:
            return code or None
        codes = self.codes_of[key].get(name, ())
        if len(codes) != 1:
            self._wrong(row, key, "name_of_several" if codes else "name_not_in_list", value=name[:60])
            return None
        return codes[0]

    def _choice(self, row, key, texts, choices, blank):
        text = texts[key].strip()
        if not text and blank is not None:
            return blank
        if text not in choices:
            self._wrong(row, key, "choice_not_taken", value=text[:60], allowed="、".join(choices))
        return choices.get(text)

    def _number(self, row, text):
        try:
            return int(text or 0)
        except ValueError:
            self._wrong(row, "priority", "not_a_whole_number", value=text[:60])
            return 0

    def _planned(self, row, texts, draft, before) -> Planned:
        said, session, editor = rules.said(draft), self.session, self.editor
        if before is None:
            self._allowed(row, draft.area_code, draft.verified)
            return self._changing(row, draft, "added", (), lambda: rules.addition(session, editor, said))
        fields = tuple(key for key in said if said[key] != getattr(before, key))
        if not fields:
            return Planned(row, draft.code, "unchanged")
        if texts["version"].strip() != str(before.version):
            self._wrong(row, "version", "sheet_is_older", version=before.version)
        last = draft.valid_to
        if fields == ("valid_to",) and last and (before.valid_to is None or last < before.valid_to):
            self._allowed(row, before.area_code)
            return self._changing(row, draft, "ended", fields, lambda: rules.ending(editor, before, last))
        said["valid_from"] = self._begins(draft, before)
        said["verified"] = draft.verified and bool(texts["verified"].strip())
        self._allowed(row, before.area_code, said["verified"])
        self._compare(row, fields, before, said)
        return self._changing(row, draft, "changed", fields, lambda: rules.amendment(session, editor, before, said))

    def _begins(self, draft, before) -> date:
        """The first day of the next version: the one that the row says anew, else that of the import."""
        if draft.valid_from != before.valid_from:
            return draft.valid_from
        return max(self.day, before.valid_from or date.min)

    def _allowed(self, row, area_code, verified=False):
        if not area_codes.covers(self.area, area_codes.significant(area_code)):
            self._wrong(row, "area_code", "outside_office_area", value=area_code, area=self.area)
        if verified and self.editor.person_id is None:
            self._wrong(row, "verified", "verified_by_nobody")

    def _compare(self, row, fields, before, said):
        for key in FIXED:
            if key in fields:
                self._wrong(row, key, "other_rule_needed")
        if before.verified:
            warning = "verified_anew" if said["verified"] else "mark_taken_away"
            self.report.warn(warning, row=row, field=rule_sheets.HEADINGS["verified"])

    def _changing(self, row, draft, outcome, fields, change) -> Planned:
        try:
            return Planned(row, draft.code, outcome, fields, change())
        except Invalid as error:
            for item in error.fields:
                details = {name: str(value) for name, value in item.details.items()}
                self._wrong(row, COLUMN_OF.get(item.path, item.path), SAID_HERE.get(item.code, item.code), **details)
            return Planned(row, draft.code, outcome, fields)


def _reversed(names):
    codes = {}
    for code, name in names.items():
        codes.setdefault(name, []).append(code)
    return codes


def _outcomes(planned):
    counts = Counter(item.outcome for item in planned)
    return {name: counts[name] for name in ("added", "changed", "ended", "unchanged")}


def check(session, row, options, columns, report):
    """Say what each row of the sheet would do. When it is about to be applied, the rules are held first."""
    planned = _Sheet(session, row, options, report).plan(columns)
    report.accepted = len(planned) if not report.refused else 0
    told = [item for item in planned if item.outcome != "unchanged"][:MOST_TOLD]
    report.summary |= _outcomes(planned) | {"rows": [item.told for item in told]}


def apply(session, row, options, columns, maps, told) -> tuple[list, dict]:
    """Begin, replace and end rules as the check said."""
    planned = _Sheet(session, row, options, Report()).plan(columns)
    touched = [rules.write(session, item.change) for item in planned if item.change]
    session.flush()
    told(len(planned))
    responsibility.changed(session)
    return [("rule", rule.id) for rule in touched], _outcomes(planned)


IMPORT = Kind("rules", "import_rules", RuleImportOptions, "inspections.rule_sheets:read", check, apply)
