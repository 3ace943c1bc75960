"""An installation that is killed, starved and fed with bad files, and what has to hold of it afterwards."""

import http.client
import json
import shutil
import tempfile
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import func, select

from inspections import fsck, keys, ledger_checks, migrations
from inspections.db import Database
from inspections.demo import county
from inspections.models import Entry, Hazard, LedgerHead, Photo, Upload
from tests.people import PASSWORD
from uploads.store import Store

from .servers import Forked

PEOPLE = ("prosecutor.qingyun", "prosecutor2.qingyun", "assistant.qingyun", "clerk.qingyun")
PATIENCE_S = 30


class Refused(Exception):
    """An answer that is no success: its status, and the code of its problem document."""

    def __init__(self, status, code):
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


class Line:
    """One connection to the server, of somebody with a token."""

    def __init__(self, port, token=None):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method, path, body=None, headers=None):
        """The headers and the content of a success. Raises Refused, and OSError or HTTPException when nobody answers.

        A refusal that is no problem document is a broken promise: AssertionError.
        """
        self._connection.request(method, f"/api/v1{path}", body, self.headers | (headers or {}))
        response = self._connection.getresponse()
        content = response.read()
        if response.status < 400:
            return response.headers, content
        assert response.headers.get_content_type() == "application/problem+json", (response.status, content[:500])
        raise Refused(response.status, json.loads(content)["code"] if content else "")

    def post(self, path, value):
        return json.loads(self.ask("POST", path, json.dumps(value), {"Content-Type": "application/json"})[1])

    def close(self):
        self._connection.close()


class Office:
    """A data folder with the county's registry, and its people signed in."""

    def __init__(self, folder: Path):
        self.folder, self._tokens, self._lines = folder, [], []
        database = Database(f"sqlite:///{folder / 'lanjian.db'}")
        migrations.upgrade(database)
        county.found(database, PASSWORD)
        database.close()

    @contextmanager
    def served(self, server=None):
        """The server (a forked one), and every line to it, ended when the context ends, unless it was killed."""
        with server or Forked(self.folder) as server:
            try:
                if not self._tokens:
                    self._tokens = [self._sign_in(server, name) for name in PEOPLE]
                yield server
            finally:
                while self._lines:
                    self._lines.pop().close()

    def _sign_in(self, server, name):
        with closing(Line(server.port)) as line:
            return line.post("/auth/tokens", {"username": name, "password": PASSWORD})["access_token"]

    def line(self, server, number=0):
        """A line of one of the people."""
        self._lines.append(Line(server.port, self._tokens[number % len(self._tokens)]))
        return self._lines[-1]

    def faults(self, parcels=()) -> list[str]:
        """What does not hold: by ``fsck``, in the ledger, of the *parcels*. Nothing may be written meanwhile.

        Asked of a copy of the database: after a kill the server itself has to bring its own in order.
        """
        with tempfile.TemporaryDirectory() as name:
            for path in self.folder.glob("lanjian.db*"):
                shutil.copy(path, name)
            database = Database(f"sqlite:///{name}/lanjian.db")
            try:
                with database.read() as session:
                    return [*self._damage(session), *_gaps(session), *_doubles(session), *_broken(session, parcels)]
            finally:
                database.close()

    def _damage(self, session):
        found = [fault for check in fsck.CHECKS for fault in check.find(session)]
        found += ledger_checks.outside(session, keys.Folder(self.folder / "keys"))
        found += fsck.damaged(Store(self.folder / "store"), fsck.files(session))
        return [f"{fault.check}: {fault.about}: {fault.how}" for fault in found]


def _gaps(session):
    size = session.scalar(select(LedgerHead.size))
    count, last = session.execute(select(func.count(), func.max(Entry.seq)).select_from(Entry)).one()
    if not size == count == (last or 0):
        yield f"ledger: head {size}, {count} entries, the last is {last}"


def _doubles(session):
    """Every parcel has bytes of its own, so a digest that stands twice is a photo that was attached twice."""
    for sha256, count in Counter(session.scalars(select(Photo.sha256))).items():
        if count > 1:
            yield f"photo {sha256} is there {count} times"


def _broken(session, parcels):
    hazards = {str(id_) for id_ in session.scalars(select(Hazard.id))}
    columns = (Photo.id, Photo.hazard_id, Photo.sha256)
    photos = {str(id_): (str(hazard_id), sha256) for id_, hazard_id, sha256 in session.execute(select(*columns))}
    received = set(session.scalars(select(Upload.sha256).where(Upload.received_at.is_not(None))))
    for parcel in parcels:
        if parcel.is_recorded and parcel.hazard_id not in hazards:
            yield f"acknowledged record {parcel.hazard_id} is lost"
        if parcel.is_attached and photos.get(parcel.photo_id) != (parcel.hazard_id, parcel.sha256):
            yield f"acknowledged photo {parcel.photo_id} is lost"
        if parcel.is_received and parcel.sha256 not in received:
            yield f"acknowledged upload of {parcel.sha256} is lost"
