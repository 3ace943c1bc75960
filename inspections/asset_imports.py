"""Importing a register of assets: what the database has to say about its rows, and writing what changed.

Assets are known by their code within the office's scheme. A row with other facts ends the asset's present state and
begins another; what a whole register lists no longer is marked missing, never deleted.
"""

import hashlib
from operator import itemgetter
from uuid import UUID

from sqlalchemy import String, select, type_coerce

from geo.coordinates import Datum

from . import agency_names, asset_states, bulk, db, layer_imports, visibility
from .asset_drafts import RegisterOptions
from .errors import NotFound
from .importing import Kind
from .models import Asset, AssetHistory, AssetKind, Import

DIFFERENCE = "difference"  # kept beside the columns from the check to the writing


def context(session, row, options) -> dict:
    """What the reader must know: the words for kinds and owners, component codes, the outline of the office's area."""
    kinds, components = {}, {}
    for kind in session.scalars(select(AssetKind)):
        kinds |= dict.fromkeys((kind.code, kind.name_zh, kind.name_en.casefold()), kind.code)
        components |= dict.fromkeys(kind.component_codes, kind.code)
    return {
        "kinds": kinds,
        "components": components,
        "refused": sorted(asset_states.REFUSED),
        "owners": _owners(session),
        "outlines": layer_imports.outlines(session, row.office_id),
        "facts": asset_states.FACTS,
        "same": _same(options),
    }


def _same(options):
    return {"register_name": options.register_name, "received_datum": options.datum or Datum.WGS84}


def _owners(session) -> dict[str, str]:
    """Agencies by id, key and name; a name that several bear names nobody."""
    return {word: str(ids[0]) for word, ids in agency_names.meant(session).items() if len(ids) == 1}


def check(session, row, options, columns, report):
    """Count what the import would add, change, leave and miss; codes of another register are errors."""
    difference = columns[DIFFERENCE] = Difference(session, row, options, columns)
    for index in difference.foreign:
        report.error("code_in_other_register", row=columns["row"][index], field="code", value=columns["code"][index])
    restricted = sum(map(asset_states.RESTRICTED.__contains__, columns["kind"]))
    report.summary |= difference.counts | {"restricted": restricted}


class Difference:
    """What an import changes: indexes of rows that are new or whose facts differ, and assets no longer listed."""

    def __init__(self, session, row, options, columns):
        self._session, self._columns = session, columns
        self.known = self._known(row.office_id, options.scheme)
        codes = columns["code"]
        self.added = [index for index, code in enumerate(codes) if code not in self.known]
        self.changed = [index for index, code in enumerate(codes) if code in self.known and self._differs(index)]
        register, listed = options.register_name, set(codes)
        self.foreign = [
            index
            for index, code in enumerate(codes)
            if code in self.known and self.known[code].register_name != register
        ]
        self.missing = [
            asset
            for asset in self.known.values()
            if asset.register_name == register and asset.missing_since is None and asset.code not in listed
        ]
        if options.partial:
            self.missing = []

    def _known(self, office_id, scheme):
        id_ = type_coerce(Asset.id, String).label("id")  # as the driver gives it: few of them are needed
        columns = (Asset.code, id_, Asset.version, Asset.digest, Asset.register_name, Asset.missing_since)
        query = select(*columns).where(Asset.office_id == office_id, Asset.scheme == scheme)
        return {asset.code: asset for asset in self._session.execute(query)}

    def _differs(self, index):
        asset = self.known[self._columns["code"][index]]
        return asset.digest != self._columns["digest"][index] or asset.missing_since is not None

    def of(self, indexes) -> dict[str, list]:
        """The columns of some rows as a table's, ids and owners as the driver takes them."""
        found = {name: self._columns[name] for name in WRITTEN}
        if len(indexes) < len(self._columns["code"]):
            found = {name: [values[index] for index in indexes] for name, values in found.items()}
        owners = {
            id_: id_ and bulk.bound(self._session, Asset.__table__.c.owner_id, UUID(id_))
            for id_ in set(found["owner_id"])
        }
        return found | {"owner_id": [owners[id_] for id_ in found["owner_id"]]}

    def assets(self, indexes) -> list:
        return [self.known[self._columns["code"][index]] for index in indexes]

    @property
    def counts(self) -> dict[str, int]:
        added, changed = len(self.added), len(self.changed)
        unchanged = len(self._columns["code"]) - added - changed
        return {"added": added, "changed": changed, "unchanged": unchanged, "missing": len(self.missing)}

    def lines(self) -> bytes:
        """The difference as lines by code: change, code, digest of the facts and version, separated by tabs."""
        codes, digests = self._columns["code"], self._columns["digest"]
        found = [("added", codes[index], digests[index], 1) for index in self.added]
        found += [("changed", codes[i], digests[i], self.known[codes[i]].version + 1) for i in self.changed]
        found += [("missing", asset.code, asset.digest, asset.version + 1) for asset in self.missing]
        return _lines(found)


WRITTEN = (
    *("code", "raw_id", "kind", "component_code", "name", "owner_id", "owner_text", "lon", "lat", "received_lon"),
    *("received_lat", "status", "cover_class", "net", "last_patrol_on", "attributes", "digest"),
)


def _lines(found) -> bytes:
    rows = sorted(found, key=itemgetter(1))  # no code holds a tab or a line end: it is printable
    return "".join([f"{change}\t{code}\t{digest}\t{version}\n" for change, code, digest, version in rows]).encode()


def apply(session, row, options, columns, maps, told) -> tuple[list, dict]:
    """Write the difference that was found by the check in the same transaction.

    The ledger gets its counts and the digest of its lines, not an entry for each asset.
    """
    difference, table, today = columns[DIFFERENCE], Asset.__table__, db.today(session)
    begun = {"import_id": row.id, "valid_from": today, "changed_at": db.now(session)}
    listed = begun | _same(options) | {"missing_since": None}
    changed, missing = difference.assets(difference.changed), difference.missing
    asset_states.end(session, [UUID(str(asset.id)) for asset in (*changed, *missing)], today)
    fresh = {"office_id": row.office_id, "scheme": options.scheme, "version": 1, "draft_digest": None}
    added = {"id": bulk.ids(len(difference.added))} | difference.of(difference.added)
    with bulk.indexed_later(session, table, len(difference.added)):
        bulk.insert(session, table, added, listed | fresh, told)
    bulk.update(session, table, "id", _keys(changed) | difference.of(difference.changed), listed)
    bulk.update(session, table, "id", _keys(missing), begun | {"missing_since": today})
    asset_states.changed(session)
    digest = hashlib.sha256(difference.lines()).hexdigest()
    return [], difference.counts | {"register": options.register_name, "difference": digest}


def _keys(assets):
    return {"id": [asset.id for asset in assets], "version": [asset.version + 1 for asset in assets]}


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
