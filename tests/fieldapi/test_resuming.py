"""Broken off at any byte, by the phone or by the end of the server, and resumed: the photo is the one that was taken.

On SQLite only: the pieces are files, whatever the database.
"""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapi import create_app
from fieldapi.settings import Settings
from tests.conftest import MORNING
from tests.people import Person
from tests.tus import PHOTO, SHA256, SIZE, Phone, checksum, photos
from uploads import parts

THOROUGH = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FATES = st.sampled_from(["arrives", "breaks off", "breaks off, checked", "is damaged", "the server ends"])


class Installation:
    """One data folder, and the server of the day."""

    def __init__(self, folder):
        self.folder, self.app = folder, None
        self.start()
        self.li = Person(self.app, "prosecutor.qingyun")

    def start(self):
        self.stop()
        self.app = create_app(Settings(data=self.folder), lambda: MORNING)

    def restart(self):
        """Nothing but the folder is left of the server before."""
        self.start()
        again = Person(self.app)
        again.headers = self.li.headers
        self.li = again

    def stop(self):
        if self.app:
            self.app.extensions["database"].close()


@pytest.fixture(scope="module")
def office(sqlite_template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("resuming")
    (folder / "lanjian.db").write_bytes(sqlite_template.read_bytes())
    installation = Installation(folder)
    yield installation
    installation.stop()


@pytest.mark.slow
@THOROUGH
@given(st.lists(st.tuples(st.integers(1, SIZE), st.integers(0, SIZE), FATES), max_size=8))
def test_broken_off_at_any_byte_and_resumed_the_photo_is_the_one_that_was_taken(office, mishaps):
    hazard = office.li.record()
    path = Phone(office.li).path(hazard_id=hazard["id"], sha256=SHA256)
    at = 0
    for length, cut, fate in mishaps:
        phone, piece = Phone(office.li), PHOTO[at : at + length]
        cut = min(cut, len(piece) - 1)
        announced = {"Upload-Checksum": checksum("sha1", piece)}
        if at + len(piece) == SIZE and fate in ("arrives", "the server ends"):
            break  # the last piece comes below
        if fate == "arrives":
            phone.add(path, at, piece)
            at += len(piece)
        elif fate == "breaks off":
            phone.add_broken(path, at, piece, cut)
            at += cut
        elif fate == "breaks off, checked":
            phone.add_broken(path, at, piece, cut, headers=announced, status=460)
        elif fate == "is damaged":
            phone.add(path, at, piece[:-1] + bytes([piece[-1] ^ 1]), headers=announced, status=460)
        else:
            phone.add(path, at, piece)
            at += len(piece)
            office.restart()
        assert Phone(office.li).offset(path) == at

    Phone(office.li).add(path, at, PHOTO[at:])

    (photo,) = photos(office.li, hazard)
    assert photo["sha256"] == SHA256
    assert office.li.ask("GET", f"/photos/{photo['id']}/original", buffered=True).data == PHOTO


@pytest.mark.parametrize("asks", [True, False])
def test_a_file_that_was_whole_when_the_server_ended_is_kept_by_the_next_request(office, asks):
    """Between the last byte and the record: whoever is told that all is there has a photo, not only bytes."""
    hazard = office.li.record()
    path = Phone(office.li).path(hazard_id=hazard["id"])
    Phone(office.li).add(path, 0, PHOTO[:-1])
    _write_the_last_byte(office, path)
    office.restart()

    if asks:
        assert Phone(office.li).offset(path) == SIZE
    else:
        Phone(office.li).add(path, SIZE, b"")

    assert [photo["sha256"] for photo in photos(office.li, hazard)] == [SHA256]


def _write_the_last_byte(office, path):
    store, id_ = office.app.extensions["store"], UUID(path.removeprefix("/uploads/"))
    with parts.turn(store, id_, SIZE - 1, SIZE, checked=False) as turn:
        turn.write(PHOTO[-1:])
        turn.keep()
