"""What a phone brings back after a day without a network: 200 items in one request, in process, of the processor."""

import tempfile
import time
from pathlib import Path

from fieldapi import create_app
from fieldapi.settings import Settings
from inspections import migrations
from inspections.db import Database
from inspections.demo import county
from tests.people import PASSWORD, Person
from tests.phones import Offline, statuses

ITEMS = 200
TIMES = 5
LIMIT_S = 1.0


def batch(person):
    """A day: records, edits of them, checklists, moves."""
    phone = Offline(person)
    for _ in range(ITEMS // 4):
        manhole = phone.record()
        recorded = phone.made[-1]
        phone.edit(manhole, {"severity": "high"}, severity="critical", after=[recorded])
        phone.make("checklist_answer", manhole, checklist_version=1, answers={"needs_net": True})
        phone.make("hazard_move", manhole, move="confirm", note="夜间无法拍照", unknown_owner=True)
    return phone


def measure():
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        database = Database(settings.database)
        migrations.upgrade(database)
        county.found(database, PASSWORD)
        database.close()
        li = Person(create_app(settings), "prosecutor.qingyun")
        batch(li).sync()  # warm
        first, repeated = [], []
        for _ in range(TIMES):
            phone = batch(li)
            for took, expected in ((first, "stored"), (repeated, "repeated")):
                begun = time.process_time()
                answer = phone.sync(pull=False)
                took.append(time.process_time() - begun)
                assert set(statuses(answer)) == {expected}
        print(f"{ITEMS} items: first {sorted(first)[TIMES // 2]:.2f} s, repeated {sorted(repeated)[TIMES // 2]:.2f} s")
        print(f"promised: at most {LIMIT_S} s")
