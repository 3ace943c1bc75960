"""What the tests of the API share."""

import json
import shutil

import pytest
from sqlalchemy import func, select

from fieldapi import worker
from inspections.models import Entry, Hazard, NumberSeries
from tests import bundles
from tests.people import PASSWORD
from tests.served import run
from tests.tus import Phone


def _seed(folder):
    said = run("seed", "demo", "--data", str(folder))
    assert PASSWORD in said and "prosecutor.qingyun" in said


@pytest.fixture(scope="module")
def seeded(once, tmp_path_factory):
    """A folder with the demonstration county, of each file of tests its own."""
    folder = tmp_path_factory.mktemp("seeded") / "data"
    return shutil.copytree(once("county", _seed), folder)


@pytest.fixture
def refused(li, database):
    """Send *what* to /hazards: the problem, after seeing that nothing at all was kept."""

    def counts():
        with database.read() as session:
            return [session.scalar(select(func.count()).select_from(table)) for table in (Hazard, Entry, NumberSeries)]

    def send(what, status, *, content_type="application/json", **headers):
        before = counts()
        body = what if isinstance(what, bytes) else json.dumps(what).encode()
        problem = li.ask("POST", "/hazards", status=status, data=body, content_type=content_type, headers=headers).json
        assert counts() == before
        return problem

    return send


@pytest.fixture
def phone(li):
    """Li Wenqing's phone, which sends in pieces."""
    return Phone(li)


@pytest.fixture
def work(database, store):
    """Do every job that is due."""

    def do():
        while worker.work_once(database, store):
            pass

    return do


@pytest.fixture
def witness(database, settings):
    """Have everything up to now witnessed by the city's office."""
    return lambda: bundles.witness(database, settings)
