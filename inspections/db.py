"""Base, column vocabulary, time, and the one place where a transaction begins and ends."""

import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar
from uuid import UUID

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import JSON, DateTime, Enum, MetaData, TypeDecorator, create_engine, event, func
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError
from uuid_utils.compat import uuid7

from .errors import Unavailable

# China has one civil time and no summer time since 1991, so a fixed offset needs no time zone files.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

CLOCK_TOLERANCE = timedelta(minutes=2)  # by which an honest device may be ahead of us

SAFE_SQLITE = (3, 51, 3)  # older ones can lose a committed WAL transaction (the WAL-reset bug)

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-8000",  # KiB: a page of 200 visits and what leads to it; the 2 MB by default were read anew
)

REFUSED = {
    *(sqlite.SQLITE_BUSY, sqlite.SQLITE_READONLY, sqlite.SQLITE_IOERR, sqlite.SQLITE_FULL, sqlite.SQLITE_CANTOPEN)
}

TRANSIENT = ("40001", "40P01")  # PostgreSQL: serialization failure, deadlock detected


class UtcDateTime(TypeDecorator):
    """An aware UTC instant. SQLite hands naive values back; nobody above this type ever sees one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs an offset")
        return value.astimezone(UTC)

    def process_result_value(self, value, dialect):
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


# A StrEnum is stored by its value in a column wide enough for longer names to come.
Word = Enum(
    StrEnum,
    native_enum=False,
    create_constraint=False,
    length=40,
    values_callable=lambda kind: [item.value for item in kind],
)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON, StrEnum: Word}


new_id = uuid7
Id = Annotated[UUID, mapped_column(primary_key=True, default=uuid7)]


def system_clock() -> datetime:
    """The present instant, aware UTC. The only reading of the machine's clock."""
    return datetime.now(UTC)


def now(session: Session) -> datetime:
    """The present instant by the session's clock, so that a seed or a test can tell the time."""
    return session.info["clock"]()


def legal_date(instant: datetime) -> date:
    """The day of *instant* in Asia/Shanghai, in which legal dates are counted (domain: 行政诉讼 dates)."""
    return instant.astimezone(SHANGHAI).date()


def begin_of(day: date) -> datetime:
    """The instant at which a legal date begins."""
    return datetime.combine(day, time.min, SHANGHAI)


def today(session: Session) -> date:
    """The present legal date."""
    return legal_date(now(session))


@contextmanager
def savepoint(session: Session):
    """What is done inside is undone alone when it raises; afterwards the receipt is that of what was done inside."""
    session.info.pop("receipt", None)
    try:
        with session.begin_nested():
            yield
    except BaseException:
        session.info.pop("receipt", None)
        raise


def raw_rows(session: Session, query):
    """The rows of *query* as the driver gives them, a few hundred at a time: for those that read a million.

    So few that the garbage collector never sees enough new tuples to look for cycles among everything there is.
    """
    cursor = session.connection().execute(query).cursor
    while rows := cursor.fetchmany(500):
        yield rows


class Prepared:
    """A query whose words are made once for each kind of database: for what is asked with every request.

    Its values are those that the driver takes, and so are those of the rows.
    """

    def __init__(self, query):
        self._query, self._compiled = query, {}

    def __call__(self, session: Session, values=None):
        connection = session.connection()
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = self._query.compile(dialect=dialect)
        said = compiled.params | (values or {})
        if compiled.positional:
            said = tuple([said[name] for name in compiled.positiontup])
        return connection.exec_driver_sql(compiled.string, said)


def unwalked(column):
    """The column as an expression that no index tells, lest the engine walk one where another narrows better."""
    return func.coalesce(column, column)


def touch(session: Session, row):
    """Say that *row* or what hangs on it was changed now: its version counts up even if no column differs."""
    row.changed_at = now(session)
    flag_modified(row, "changed_at")


class UnsafeSqlite(RuntimeError):
    """This SQLite may lose committed data in WAL mode."""


class Database:
    """One engine, and the only functions that begin, commit or roll back.

    On SQLite writers queue on one lock of this process and begin IMMEDIATE; readers are deferred and ``query_only``.
    On PostgreSQL readers get a read-only snapshot; writers rely on row locks and version columns.
    """

    def __init__(self, url: str, clock=system_clock):
        self.url = make_url(url)
        self.clock = clock
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgresql_engine(self.url)
        self._writing = threading.Lock()

    @contextmanager
    def read(self):
        """A session that can only read. Raises Unavailable."""
        with _refusals(), self._session(write=False) as session:
            try:
                yield session
            finally:
                session.rollback()

    def write(self, act):
        """Run ``act(session)`` in one transaction and return its result after the commit.

        A unique key or a version that a rival took in between, a deadlock or a serialization failure runs the whole act
        once more: what was a race is then a plain repeat or a plain conflict, seen by the act itself. Raises
        Unavailable when the disk refuses: then nobody may be told that it was done, though after a crash it may be.
        """
        try:
            return self._attempt(act)
        except (IntegrityError, StaleDataError):
            return self._attempt(act)
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) not in TRANSIENT:
                raise
            return self._attempt(act)

    def _attempt(self, act):
        with _refusals(), self._one_writer(), self._session(write=True) as session, session.begin():
            return act(session)

    @contextmanager
    def _one_writer(self):
        if not self.is_sqlite:
            yield
            return
        with self._writing:
            yield

    def _session(self, write):
        bind = self.engine.execution_options(lanjian_write=write)
        if not self.is_sqlite and not write:
            bind = bind.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
        # No autoflush: a query in the middle of an act would count a version up that nobody made.
        return Session(bind, autoflush=False, expire_on_commit=False, info={"clock": self.clock})

    @contextmanager
    def schema_change(self):
        """A connection in one transaction that may rebuild tables: on SQLite with foreign keys off until it ends."""
        with self._one_writer(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.connection.execute("PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    yield connection
            finally:
                if self.is_sqlite:
                    connection.connection.execute("PRAGMA foreign_keys=ON")

    def copy(self, path: Path):
        """The SQLite database as it is at one moment, into a new file, while others read and write."""
        source, target = self.engine.raw_connection(), sqlite.connect(path)
        try:
            source.driver_connection.backup(target)
        finally:
            target.close()
            source.close()

    def close(self):
        self.engine.dispose()


@contextmanager
def _refusals():
    """What the operating system refuses SQLite is Unavailable: no fault of whoever asked."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF not in REFUSED:  # the rest of the code says where
            raise
        raise Unavailable from error


def _postgresql_engine(url):
    return create_engine(
        url, pool_size=16, max_overflow=64, pool_pre_ping=True, connect_args={"options": "-c TimeZone=UTC"}
    )


def _sqlite_engine(url):
    if sqlite.sqlite_version_info < SAFE_SQLITE:
        raise UnsafeSqlite(f"SQLite {sqlite.sqlite_version} is refused: 3.51.3 or later is needed (WAL-reset bug)")
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=sqlite, pool_size=16, max_overflow=64)

    @event.listens_for(engine, "connect")
    def configure(connection, record):
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection):
        write = connection.get_execution_options().get("lanjian_write", True)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if write else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine
