"""Importing a register of assets: what the database has to say about its rows, and writing what changed.

Assets are known by their code within the office's scheme. A row with other facts ends the asset's present state and
begins another; what a whole register lists no longer is marked missing, never deleted.
"""

import hashlib
from datetime import date
from uuid import UUID

import orjson
from sqlalchemy import bindparam, insert, select, update

from geo.coordinates import Datum

from . import asset_states, db, layer_imports, visibility
from .asset_drafts import RegisterOptions
from .errors import NotFound
from .importing import Kind
from .models import Agency, Asset, AssetHistory, AssetKind, Import

AT_ONCE = 10_000  # rows in one statement
DIFFERENCE = "difference"  # kept beside the columns from the check to the writing
NAMED = 10  # unmatched owners listed in the report


def context(session, row, options) -> dict:
    """What the reader must know: the words for kinds, the component codes, and the outline of the office's area."""
    kinds, components = {}, {}
    for kind in session.scalars(select(AssetKind)):
        kinds |= dict.fromkeys((kind.code, kind.name_zh, kind.name_en.casefold()), kind.code)
        components |= dict.fromkeys(kind.component_codes, kind.code)
    outlines = layer_imports.outlines(session, row.office_id)
    return {"kinds": kinds, "components": components, "refused": sorted(asset_states.REFUSED), "outlines": outlines}


def check(session, row, options, columns, report):
    """Match owners and codes, and count what the import would add, change, leave and miss."""
    owners = _owners(session, columns, report)
    rows = list(_rows(options, columns, owners))
    difference = columns[DIFFERENCE] = Difference(session, row, options, rows)
    for index in difference.foreign:
        report.error("code_in_other_register", row=columns["row"][index], field="code", value=rows[index]["code"])
    report.summary |= difference.counts | {"restricted": sum(said["kind"] in asset_states.RESTRICTED for said in rows)}


def _owners(session, columns, report) -> dict[str, UUID | None]:
    """The agency of each owner's words: by id, key or name, where just one bears it."""
    known: dict[str, set[UUID]] = {}
    for id_, key, name in session.execute(select(Agency.id, Agency.key, Agency.name)):
        for word in (str(id_), key, name):
            known.setdefault(word, set()).add(id_)
    words = set(columns["owner"])
    found = {word: next(iter(known[word])) if len(known.get(word, ())) == 1 else None for word in words}
    unmatched = sorted(word for word in words if word and found[word] is None)
    if unmatched:
        count = sum(word in set(unmatched) for word in columns["owner"])
        names = "、".join(unmatched[:NAMED])
        report.warn("unmatched_owners", field="owner", value=names, kinds=len(unmatched), rows=count)
    return found


def _rows(options, columns, owners):
    """The facts of each row, as columns of an asset."""
    datum, register = options.datum or Datum.WGS84, options.register_name
    names = ("code", "raw_id", "kind", "component_code", "name", "owner", "lon", "lat", "received_lon", "received_lat")
    more = ("status", "cover_class", "net", "last_patrol_on", "attributes")
    for code, raw, kind, component, name, owner, lon, lat, x, y, status, cover, net, day, others in zip(
        *(columns[name] for name in (*names, *more)), strict=True
    ):
        agency, component, cover = owners[owner], component or None, cover or None
        facts = (register, kind, component, name, agency, owner, x, y, datum, status, cover, net, day, others)
        yield {
            **dict(zip(asset_states.FACTS, facts, strict=True)),
            "code": code,
            "raw_id": raw,
            "lon": lon,
            "lat": lat,
            "last_patrol_on": day and date.fromisoformat(day),
            "digest": asset_states.digest(facts),
        }


class Difference:
    """What an import changes: the rows that are new, those whose facts differ, and the assets no longer listed."""

    def __init__(self, session, row, options, rows):
        self.rows = rows
        self._office_id, self._scheme, self._register = row.office_id, options.scheme, options.register_name
        known = self._known(session)
        self.foreign = [i for i, said in enumerate(rows) if self._is_foreign(known.get(said["code"]))]
        self.added = [said for said in rows if said["code"] not in known]
        self.changed = [
            (known[said["code"]], said)
            for said in rows
            if said["code"] in known and self._differs(known[said["code"]], said)
        ]
        listed = {said["code"] for said in rows}
        self.missing = [] if options.partial else [a for a in known.values() if self._is_missing(a, listed)]

    def _known(self, session):
        columns = (Asset.code, Asset.id, Asset.version, Asset.digest, Asset.register_name, Asset.missing_since)
        same = (Asset.office_id == self._office_id, Asset.scheme == self._scheme)
        return {asset.code: asset for asset in session.execute(select(*columns).where(*same))}

    def _is_foreign(self, asset):
        return asset is not None and asset.register_name != self._register

    def _differs(self, asset, said):
        return asset.digest != said["digest"] or asset.missing_since is not None

    def _is_missing(self, asset, listed):
        return asset.register_name == self._register and asset.missing_since is None and asset.code not in listed

    @property
    def counts(self) -> dict[str, int]:
        added, changed = len(self.added), len(self.changed)
        unchanged = len(self.rows) - added - changed
        return {"added": added, "changed": changed, "unchanged": unchanged, "missing": len(self.missing)}

    def lines(self) -> bytes:
        """The difference as JSON lines, by code: ``{"change", "code", "digest", "version"}``."""
        found = [("added", said["code"], said["digest"], 1) for said in self.added]
        found += [("changed", said["code"], said["digest"], asset.version + 1) for asset, said in self.changed]
        found += [("missing", asset.code, asset.digest, asset.version + 1) for asset in self.missing]
        return _lines(found)


def _lines(found) -> bytes:
    names = ("change", "code", "digest", "version")
    return b"".join(
        orjson.dumps(dict(zip(names, line, strict=True)), option=orjson.OPT_APPEND_NEWLINE)
        for line in sorted(found, key=lambda line: line[1])
    )


def apply(session, row, options, columns, told) -> tuple[list, dict]:
    """Write the difference that was found by the check in the same transaction.

    The ledger gets its counts and the digest of its lines, not an entry for each asset.
    """
    difference = columns[DIFFERENCE]
    today, now = db.today(session), db.now(session)
    begun = {"import_id": row.id, "valid_from": today, "changed_at": now}
    _end(session, [asset for asset, _ in difference.changed] + difference.missing, today)
    fresh = {"office_id": row.office_id, "scheme": options.scheme, "version": 1, "missing_since": None, **begun}
    _insert(session, [{**said, **fresh, "id": db.new_id(), "draft_digest": None} for said in difference.added], told)
    changes = {**begun, "missing_since": None}
    _update(session, [_key(asset) | said | changes for asset, said in difference.changed])
    _update(session, [_key(asset) | begun | {"missing_since": today} for asset in difference.missing])
    lines = difference.lines()
    return [], difference.counts | {"register": options.register_name, "difference": hashlib.sha256(lines).hexdigest()}


def _end(session, assets, today):
    asset_states.end(session, [asset.id for asset in assets], today)


def _key(asset):
    return {"asset_id": asset.id, "version": asset.version + 1}


def _insert(session, rows, told):
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(Asset.__table__), rows[start : start + AT_ONCE])
        told(start + AT_ONCE)


def _update(session, rows):
    if rows:
        table = Asset.__table__
        values = {name: bindparam(name) for name in rows[0] if name not in ("asset_id", "code")}
        statement = update(table).where(table.c.id == bindparam("asset_id")).values(values)
        session.connection().execute(statement, [{k: v for k, v in row.items() if k != "code"} for row in rows])


def difference(session, actor, import_id) -> bytes:
    """The lines of an import's difference again, from the states that it began: their digest is in the ledger.

    Raises NotFound for an import that the actor does not see.
    """
    if session.scalar(visibility.imports(actor).where(Import.id == import_id, Import.kind == "assets")) is None:
        raise NotFound
    found = []
    for table in (Asset, AssetHistory):
        query = select(Asset.code, table.digest, table.version, table.missing_since)
        if table is AssetHistory:
            query = query.join(Asset, Asset.id == AssetHistory.asset_id)
        found += session.execute(query.where(table.import_id == import_id)).all()
    return _lines((_change(version, missing), code, digest, version) for code, digest, version, missing in found)


def _change(version, missing_since):
    return "missing" if missing_since else "added" if version == 1 else "changed"


IMPORT = Kind("assets", "import_assets", RegisterOptions, "geo.registerfiles:read", check, apply, context)
