"""The small world of the tests: the demonstration county's registry, nobody has recorded anything yet.

Every test gets a database and files of its own, copied from a template; tests that need them run on SQLite and on
PostgreSQL, unless they say ``databases``. The application is built once per process and database.
"""

import fcntl
import gc
import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from fieldapi import create_app
from fieldapi.settings import Settings
from inspections import migrations
from inspections.db import Database
from inspections.demo import county
from inspections.models import Person as PersonRow
from inspections.responsibility import Maps
from tests import cluster, memory
from tests.people import PASSWORD, Person
from uploads.store import Store

MORNING = datetime(2026, 6, 29, 2, 5, tzinfo=UTC)  # Monday 10:05 in Shandong


def pytest_configure(config):
    cluster.offer()
    memory.use()
    # Dozens of children start with the same modules: the first one to compile them does it for all.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    gc.disable()


def pytest_collection_modifyitems(config, items):
    """The closest ``databases`` says on which a test runs: where the rule is one of Python's, one of them is enough."""
    needless = {item for item in items if _database_of(item) not in (None, *_databases_of(item))}
    config.hook.pytest_deselected(items=[*needless])
    items[:] = [item for item in items if item not in needless]


def _database_of(item):
    return item.callspec.params.get("settings") if hasattr(item, "callspec") else None


def _databases_of(item):
    marker = item.get_closest_marker("databases")
    return marker.args if marker else ("sqlite", "postgresql")


def pytest_collection_finish(session):
    """What was imported and collected stays: nobody needs to look for garbage in it, again and again."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a test skipped for a missing component is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.at = MORNING

    def __call__(self):
        return self.at

    def advance(self, **span):
        self.at += timedelta(**span)


@pytest.fixture
def clock():
    return Clock()


def _fill(url, data):
    """The county, and the index of its areas in the store of the folder *data*."""
    data.mkdir()
    database = Database(url, lambda: MORNING)
    migrations.upgrade(database)
    county.found(database, PASSWORD)
    database.write(_hash_cheaply)
    with database.read() as session:
        Maps(Store(Settings(data=data).store).indexes).current(session)
    database.close()


def _hash_cheaply(session):
    """A password takes long to check on purpose, unless its hash says otherwise: here everybody signs in all day."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    session.execute(update(PersonRow).values(password_hash=quick.hash(PASSWORD)))


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Have a folder made by the first process that needs it, and used by all: ``once(name, make)``."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name, make):
        made = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                unfinished = shared / f"{name}.unfinished"
                make(unfinished)
                unfinished.rename(made)
        return made

    return folder


@pytest.fixture(scope="session")
def sqlite_template(once):
    return once("sqlite_template", lambda folder: _fill(f"sqlite:///{folder / 'lanjian.db'}", folder)) / "lanjian.db"


@pytest.fixture(scope="session")
def postgresql():
    reason = cluster.available()
    if reason:
        pytest.skip(reason)
    return cluster.shared()


@pytest.fixture(scope="session")
def postgresql_template(postgresql, once):
    """The name of the database, and the data folder that belongs to it."""
    return "template", once("postgresql_template", lambda folder: _fill(postgresql.create("template"), folder))


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """The one data folder of this process, put back to the template before each test."""
    return tmp_path_factory.mktemp("installation") / "data"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def settings(request, installation):
    """Settings of a fresh installation with the county's registry, once per database."""
    shutil.rmtree(installation, ignore_errors=True)
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("sqlite_template").parent, installation)
        yield Settings(data=installation)
        return
    server = request.getfixturevalue("postgresql")
    template, folder = request.getfixturevalue("postgresql_template")
    shutil.copytree(folder, installation)
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    yield Settings(data=installation, database_url=server.create(name, template=template))
    server.drop(name)


@pytest.fixture(scope="session")
def apps():
    """The application of each database. Its routes and the SQL that it has compiled serve one test after the other."""
    return {}


@pytest.fixture
def app(settings, clock, apps):
    if settings not in apps:
        apps[settings] = create_app(settings, clock)
    app = apps[settings]
    database, store = app.extensions["database"], Store(settings.store)
    database.clock = clock
    app.extensions.update(store=store, maps=Maps(store.indexes))
    yield app
    database.close()


@pytest.fixture
def database(app):
    return app.extensions["database"]


@pytest.fixture
def store(app):
    return app.extensions["store"]


@pytest.fixture
def person(app):
    """Somebody signed in by account name; the same person each time."""
    known = {}

    def sign_in(username):
        if username not in known:
            known[username] = Person(app, username)
        return known[username]

    return sign_in


@pytest.fixture
def li(person):
    """Li Wenqing, prosecutor in Qingyun."""
    return person("prosecutor.qingyun")


@pytest.fixture
def sun(person):
    """Sun Liqun, the second prosecutor in Qingyun."""
    return person("prosecutor2.qingyun")


@pytest.fixture
def zhao(person):
    """Zhao Minghui, assistant prosecutor in Qingyun."""
    return person("assistant.qingyun")


@pytest.fixture
def zhou(person):
    """Zhou Yuqing, clerk in Qingyun."""
    return person("clerk.qingyun")


@pytest.fixture
def chen(person):
    """Chen Guoping, chief prosecutor of Qingyun."""
    return person("chief.qingyun")


@pytest.fixture
def liu(person):
    """Liu Xiangdong, prosecutor in Leling, the county next door."""
    return person("prosecutor.leling")


@pytest.fixture
def zheng(person):
    """Zheng Haiyan, prosecutor in the city office above both."""
    return person("superior.dezhou")


@pytest.fixture
def stranger(app):
    """Nobody in particular."""
    return Person(app)
