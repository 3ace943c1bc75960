"""Built indexes kept on disk: found again, shared by processes, and built anew when anything is wrong with them."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from geo import cellstore
from geo.areas import AreaIndex
from tests.geo.shapes import polygon, zones

pytestmark = pytest.mark.slow  # child processes and jobs

SQUARES = zones([polygon([(x, 0), (x + 2, 0), (x + 2, 2), (x, 2), (x, 0)]) for x in range(5)])
PLACES = [(0.5, 0.5), (1, 1), (1.5, 1.999), (2, 2), (3.3, 0), (7, 1)]


def answers(index):
    return [index.at(*place) for place in PLACES] + [index.near(*place, 60_000) for place in PLACES]


@pytest.fixture
def kept(tmp_path):
    """A cache that holds the index of SQUARES, and the folder of this index in it."""
    AreaIndex(SQUARES, tmp_path)
    (folder,) = tmp_path.iterdir()
    return tmp_path, folder


def test_an_index_from_the_cache_answers_as_a_new_one(kept):
    cache, folder = kept
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    again = AreaIndex(SQUARES, cache)

    assert answers(again) == answers(AreaIndex(SQUARES))
    assert again.version == AreaIndex(SQUARES).version
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert list(cache.iterdir()) == [folder]


def test_the_folder_is_named_by_the_version(kept):
    cache, folder = kept
    renamed = [(replace(area, name=f"新{area.name}"), geometry) for area, geometry in SQUARES]

    other = AreaIndex(renamed, cache)

    assert folder.name.startswith(AreaIndex(SQUARES).version)
    assert {path.name[:64] for path in cache.iterdir()} == {AreaIndex(SQUARES).version, other.version}


def truncated(folder):
    raster = folder / "raster.npy"
    raster.write_bytes(raster.read_bytes()[:-8])


def flipped(folder):
    edges = folder / "edges.npy"
    edges.write_bytes(edges.read_bytes()[:-1] + b"\x07")


def missing(folder):
    (folder / "cover.npy").unlink()


def half_written(folder):
    about = folder / "about.json"
    about.write_text(about.read_text()[:40])


def of_another_kind(folder):
    (folder / "about.json").write_text("[]")


def without_an_array(folder):
    about = json.loads((folder / "about.json").read_text())
    del about["digests"]["raster"]
    (folder / "about.json").write_text(json.dumps(about))


def emptied(folder):
    for path in folder.iterdir():
        path.unlink()


@pytest.mark.parametrize(
    "damage", [truncated, flipped, missing, half_written, of_another_kind, without_an_array, emptied]
)
def test_a_damaged_cache_is_built_anew(kept, damage):
    cache, folder = kept
    sound = {path.name: path.read_bytes() for path in folder.iterdir()}
    damage(folder)

    assert answers(AreaIndex(SQUARES, cache)) == answers(AreaIndex(SQUARES))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == sound
    assert list(cache.iterdir()) == [folder]


def test_where_nothing_can_be_kept_the_index_is_only_built(tmp_path):
    (tmp_path / "file").write_text("not a folder")

    assert answers(AreaIndex(SQUARES, tmp_path / "file" / "cache")) == answers(AreaIndex(SQUARES))


def test_an_index_of_nothing_is_kept_too(tmp_path):
    assert AreaIndex([], tmp_path).at(0, 0) == AreaIndex([], tmp_path).at(0, 0) == []


SHARED = """
import sys
from pathlib import Path
from geo import cellstore
from geo.areas import AreaIndex
from tests.geo.test_index_cache import SQUARES, answers
assert answers(AreaIndex(SQUARES, Path(sys.argv[1]))) == answers(AreaIndex(SQUARES))
"""


@pytest.mark.slow
def test_processes_that_start_at_once_share_one_cache(tmp_path):
    running = [subprocess.Popen([sys.executable, "-c", SHARED, tmp_path]) for _ in range(4)]

    assert [process.wait(60) for process in running] == [0] * 4
    assert len(list(tmp_path.iterdir())) == 1


def test_only_the_newest_indexes_are_kept(tmp_path):
    for x in range(cellstore.KEPT + 3):
        newest = AreaIndex(zones([polygon([(x, 0), (x + 2, 0), (x + 2, 2), (x, 2), (x, 0)])]), tmp_path)

    kept = sorted(tmp_path.iterdir())
    assert len(kept) == cellstore.KEPT
    assert any(folder.name.startswith(newest.version) for folder in kept)
