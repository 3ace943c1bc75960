"""Answers kept once for all hazards that have them, filled from their candidates; past ones and choices beside"""

import hashlib
from itertools import groupby, islice

import orjson
import sqlalchemy as sa
import uuid_utils.compat
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

FLAGS = {"boundary_uncertain", "outside_jurisdiction"}
ROLES = ("owner", "regulator", "territorial")
CANDIDATE = ("role", "agency_id", "source", "rule", "reason", "legal_basis", "confidence", "verified")
AT_ONCE = 10_000


def _table(name, *columns):
    kinds = {"said": sa.JSON, "flags": sa.JSON, "legal_basis": sa.JSON, "verified": sa.Boolean}
    kinds |= {"superseded_at": sa.DateTime(timezone=True), "position": sa.Integer, "answer_digest": sa.BigInteger}
    kinds |= dict.fromkeys(("id", "hazard_id", "agency_id", "reassignment_id"), sa.Uuid)
    return sa.table(name, *(sa.column(column, kinds.get(column, sa.String)) for column in columns))


HAZARD = _table("hazard", "id", "area_code", "area_name", "flags", "answer_digest")
ROW = _table("responsibility", "id", "hazard_id", "position", *CANDIDATE, "reassignment_id", "superseded_at")
ANSWER = sa.table("answer", sa.column("digest", sa.BigInteger), sa.column("said", sa.JSON))
PAST = _table("past_answer", "id", "hazard_id", "answer_digest", "reassignment_id", "superseded_at")
CHOICE = _table("choice", "id", "hazard_id", "role", "agency_id", "reason", "superseded_at")


def upgrade():
    _create_answers()
    op.drop_column("hazard", "answer_digest")
    _point_at_answers()
    _fill()
    op.drop_table("responsibility")


def _create_answers():
    op.create_table(
        "answer",
        sa.Column("digest", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_answer")),
    )
    _create(
        "past_answer",
        ("answer_digest", sa.BigInteger(), "answer.digest", False),
        ("reassignment_id", sa.Uuid(), "reassignment.id", True),
        ("superseded_at", sa.DateTime(timezone=True), None, False),
    )
    _create(
        "choice",
        ("role", sa.String(length=40), None, False),
        ("agency_id", sa.Uuid(), "agency.id", True),
        ("reason", sa.Text(), None, False),
        ("superseded_at", sa.DateTime(timezone=True), None, True),
    )


def _create(name, *columns):
    """A table of rows that belong to hazards; *columns* are (name, type, what it refers to, nullable)."""
    columns = (("id", sa.Uuid(), None, False), ("hazard_id", sa.Uuid(), "hazard.id", False), *columns)
    references = [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{name}_{column}_{target.split('.')[0]}"))
        for column, _, target, _ in columns
        if target
    ]
    op.create_table(
        name,
        *(sa.Column(column, kind, nullable=nullable) for column, kind, _, nullable in columns),
        *references,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_hazard_id"), name, ["hazard_id"])


def _point_at_answers():
    # Said in SQL: to give SQLite a reference in a new column, alembic would write the whole table anew.
    reference = "CONSTRAINT fk_hazard_answer_digest_answer REFERENCES answer (digest)"
    op.execute(sa.text(f"ALTER TABLE hazard ADD COLUMN answer_digest BIGINT {reference}"))


def _fill():
    connection, known = op.get_bind(), set()
    current, past = [], []
    for hazard, rows in _kept(connection):
        choices = [row for row in rows if row["source"] == "override"]
        candidates = [row for row in rows if row["source"] != "override"]
        _insert(connection, CHOICE, [{column.name: row[column.name] for column in CHOICE.c} for row in choices])
        now = sorted((row for row in candidates if not row["superseded_at"]), key=lambda row: ROLES.index(row["role"]))
        if now:
            area = hazard.area_code and {"code": hazard.area_code, "name": hazard.area_name}
            current.append({"key": hazard.id, "value": _keep(connection, known, area, hazard.flags, now)})
        for at, some in groupby(sorted(filter(_superseded, candidates), key=_superseded), key=_superseded):
            past.append(_past(connection, known, at, list(some), candidates))
        if len(current) + len(past) >= AT_ONCE:
            _write(connection, current, past)
    _write(connection, current, past)


def _kept(connection):
    """Every hazard with its rows, in their order."""
    hazards = iter(connection.execute(sa.select(HAZARD).order_by(HAZARD.c.id).execution_options(yield_per=AT_ONCE)))
    while some := list(islice(hazards, AT_ONCE)):
        within = ROW.c.hazard_id.between(some[0].id, some[-1].id)
        rows = connection.execute(sa.select(ROW).where(within).order_by(ROW.c.hazard_id, ROW.c.position)).mappings()
        of = {id_: list(own) for id_, own in groupby(rows, key=lambda row: row["hazard_id"])}
        yield from ((hazard, of.get(hazard.id, [])) for hazard in some)


def _superseded(row):
    return row["superseded_at"]


def _past(connection, known, at, some, candidates):
    """Candidates that were superseded at once are a past answer; what came after the last of them says by which act."""
    roles = {row["role"] for row in some}
    later = (row for row in candidates if row["position"] > some[-1]["position"] and row["role"] in roles)
    act = next((row["reassignment_id"] for row in later), None)
    number = _keep(connection, known, None, [], some)
    return {
        "id": uuid_utils.compat.uuid7(),
        "hazard_id": some[0]["hazard_id"],
        "answer_digest": number,
        "reassignment_id": act,
        "superseded_at": at,
    }


def _keep(connection, known, area, flags, rows):
    """Keep an answer if it is not known yet; its digest."""
    candidates = [
        {name: row[name] for name in CANDIDATE} | {"agency_id": row["agency_id"] and str(row["agency_id"])}
        for row in rows
    ]
    said = {"area": area, "flags": sorted(FLAGS & set(flags)), "candidates": candidates}
    text = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    number = int.from_bytes(hashlib.sha256(text).digest()[:8]) >> 1
    if number not in known:
        known.add(number)
        connection.execute(sa.insert(ANSWER), [{"digest": number, "said": said}])
    return number


def _insert(connection, table, rows):
    if rows:
        connection.execute(sa.insert(table), rows)


def _write(connection, current, past):
    _insert(connection, PAST, past)
    if current:
        pointing = sa.update(HAZARD).where(HAZARD.c.id == sa.bindparam("key"))
        connection.execute(pointing.values(answer_digest=sa.bindparam("value")), current)
    current.clear()
    past.clear()


def downgrade():
    _create(
        "responsibility",
        ("position", sa.Integer(), None, False),
        ("role", sa.String(length=40), None, False),
        ("agency_id", sa.Uuid(), "agency.id", True),
        ("source", sa.String(length=40), None, False),
        ("rule", sa.String(length=60), None, True),
        ("reason", sa.Text(), None, False),
        ("legal_basis", sa.JSON(), None, False),
        ("confidence", sa.String(length=40), None, False),
        ("verified", sa.Boolean(), None, False),
        ("reassignment_id", sa.Uuid(), "reassignment.id", True),
        ("superseded_at", sa.DateTime(timezone=True), None, True),
    )
    connection = op.get_bind()
    digests = connection.execute(sa.select(HAZARD.c.id, HAZARD.c.answer_digest)).all()
    for id_, digest in digests:
        _insert(connection, ROW, list(_rows(connection, id_, digest)))
    op.drop_column("hazard", "answer_digest")
    op.add_column("hazard", sa.Column("answer_digest", sa.BigInteger(), nullable=True))
    _write(connection, [{"key": id_, "value": digest} for id_, digest in digests], [])
    for name in ("choice", "past_answer", "answer"):
        op.drop_table(name)


def _rows(connection, id_, digest):
    """The rows of one hazard as they were: past candidates, present ones, choices."""
    past = connection.execute(sa.select(PAST).where(PAST.c.hazard_id == id_).order_by(PAST.c.superseded_at)).all()
    given, act, rows = [], None, []
    for row in past:
        given.append((row.answer_digest, act, row.superseded_at))
        act = row.reassignment_id
    for number, act_, superseded_at in [*given, (digest, act, None)]:
        said = connection.scalar(sa.select(ANSWER.c.said).where(ANSWER.c.digest == number))
        for one in said["candidates"] if said else ():
            agency_id = one["agency_id"] and uuid_utils.compat.UUID(one["agency_id"])
            rows.append(one | {"agency_id": agency_id, "reassignment_id": act_, "superseded_at": superseded_at})
    same = {"source": "override", "rule": None, "legal_basis": [], "confidence": "certain", "verified": True}
    chosen = sa.select(CHOICE).where(CHOICE.c.hazard_id == id_).order_by(CHOICE.c.id)
    for row in connection.execute(chosen).mappings():
        rows.append({**row, **same, "reassignment_id": None})
    for position, row in enumerate(rows):
        yield {"id": uuid_utils.compat.uuid7(), "hazard_id": id_, "position": position} | row
