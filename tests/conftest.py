"""The small world of the tests: the demonstration county's registry, nobody has recorded anything yet.

Every test gets its own database, copied from a template; tests that need one run on SQLite and on PostgreSQL.
"""

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fieldapi import create_app
from fieldapi.settings import Settings
from inspections import migrations
from inspections.db import Database
from inspections.demo import county
from tests import cluster
from tests.people import PASSWORD, Person

MORNING = datetime(2026, 6, 29, 2, 5, tzinfo=UTC)  # Monday 10:05 in Shandong


def pytest_configure(config):
    cluster.offer()


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


def _fill(url):
    database = Database(url, lambda: MORNING)
    migrations.upgrade(database)
    county.found(database, PASSWORD)
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    _fill(f"sqlite:///{folder / 'lanjian.db'}")
    return folder / "lanjian.db"


@pytest.fixture(scope="session")
def postgresql():
    reason = cluster.available()
    if reason:
        pytest.skip(reason)
    return cluster.shared()


@pytest.fixture(scope="session")
def postgresql_template(postgresql, worker_id="main"):
    name = f"template_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    _fill(postgresql.create(name))
    return name


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def settings(request, tmp_path):
    """Settings of a fresh installation with the county's registry, once per database."""
    chosen = Settings(data=tmp_path / "data")
    chosen.data.mkdir()
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), chosen.data / "lanjian.db")
        yield chosen
        return
    server = request.getfixturevalue("postgresql")
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    url = server.create(name, template=request.getfixturevalue("postgresql_template"))
    yield replace(chosen, database_url=url)
    server.drop(name)


@pytest.fixture
def app(settings, clock):
    app = create_app(settings, clock)
    yield app
    app.extensions["database"].close()


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
