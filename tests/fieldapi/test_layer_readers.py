"""A file that brings its reader down is refused, and nothing else happens."""

import math
import resource
import shutil
from dataclasses import replace

import pytest

from inspections import imports as domain
from tests import layers
from tests.imports import checked, codes, work
from tests.layers import BUREAU, PATH, TELECOM, ZONE, box, collection, owners, versions, zone
from uploads.sandbox import Limits

pytestmark = pytest.mark.slow  # child processes and jobs


@pytest.fixture
def two_versions(li):
    return layers.two_versions(li)


@pytest.fixture
def narrow(monkeypatch):
    """A machine on which the reader gets next to nothing."""

    def give(**less):
        kind = domain.KINDS["layer"]
        limits = {"memory_bytes": 3 * 1024**3, "cpu_s": 80, "file_bytes": 1024**3, "wall_s": 100} | less
        monkeypatch.setitem(domain.KINDS, "layer", replace(kind, limits=Limits(**limits)))

    return give


@pytest.mark.parametrize(
    ("less", "reasons"),
    [
        ({"memory_bytes": 120 * 1024**2}, {"reader_out_of_memory", "reader_crashed"}),
        ({"wall_s": 0.01}, {"reader_timed_out"}),
    ],
)
def test_a_reader_that_dies_refuses_the_file_and_nothing_else(li, two_versions, narrow, less, reasons):
    narrow(**less)
    row = checked(li, PATH, zone(), ZONE | {"valid_from": "2026-07-01"})

    assert row["state"] == "refused" and codes(row) <= reasons
    assert len(versions(li)) == 2


def star(points):
    """A star polygon whose every edge crosses most others: a quarter of a million crossings for a thousand points."""
    turns = [2 * math.pi * (points // 2) * number / points for number in range(points)]
    ring = [[117.385 + math.cos(turn) / 200, 37.775 + math.sin(turn) / 200] for turn in turns]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_a_hostile_feature_is_stopped_soon_and_named(li, narrow):
    narrow(cpu_s=24)  # three for a feature
    said = {"code": "z1", "name": "星形", "agency": BUREAU, "role": "owner"}
    file = collection((box(), said), (star(1001), said))

    began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    row = checked(li, PATH, file, ZONE | {"repair": "make_valid"})

    (error,) = row["report"]["errors"]
    assert (row["state"], error["code"], error["row"]) == ("refused", "feature_timed_out", 2)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began < 12


def test_a_reader_that_dies_when_it_is_applied_leaves_the_version_before(li, two_versions, narrow):
    row = checked(li, PATH, zone(), ZONE | {"valid_from": "2026-07-01"})
    shutil.rmtree(li.app.extensions["store"].readings)  # what the dry run read, which may be deleted at any time
    narrow(wall_s=0.01)
    li.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
    work(li.app)

    assert li.get(f"/imports/{row['id']}")["state"] == "failed"
    assert len(versions(li)) == 2 and owners(li) == {TELECOM}
