"""Every move of a hazard by HTTP in process, in an office with 100,000. Goal: 10 ms, plus the fsync."""

import gc
import json
import os
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import select, update

from fieldapi import create_app
from fieldapi.settings import Settings
from inspections import db
from inspections.lifecycle import MOVES
from inspections.models import Hazard, Verdict
from tests.bench import followups
from tests.people import Person

TIMES, WARM_UP = 30, 5
NOTE = "经现场核对，情况属实。"


def measure():
    with tempfile.TemporaryDirectory() as name:
        followups.installation(f"sqlite:///{name}/lanjian.db").close()
        measure_in(Path(name))


def measure_in(folder):
    app = create_app(Settings(data=folder, require_totp=False))
    chief, database = Person(app, "chief.qingyun"), app.extensions["database"]
    said, taken = _said(chief), []
    gc.collect()
    gc.freeze()  # as the server does
    for verb, move in MOVES.items():
        ids = database.write(partial(_chosen, status=sorted(move.sources)[0], taken=taken))
        taken += ids
        if verb == "fix_on_spot":
            for id_ in ids:
                chief.add_photo({"id": str(id_)}, kind="after")
        _say(verb, [_moved(chief, id_, {"move": verb, "note": NOTE} | said.get(verb, {})) for id_ in ids][WARM_UP:])
    print(f"an fsync of 4 kB there: p50 {median(_synced(folder) for _ in range(TIMES)) * 1000:.1f} ms")
    database.close()


def _said(chief):
    """What each verb takes beside a note."""
    agency = chief.get("/agencies")["items"][0]["id"]
    master = chief.get("/hazards", limit=1)["items"][0]["id"]
    now = chief.app.extensions["database"].clock()
    sun = next(row["id"] for row in chief.get("/people")["items"] if row["id"] != chief.id)
    return {
        "confirm": {"unknown_owner": True},
        "dismiss": {"alone_reason": "仅一人值班"},
        "transfer": {"receiving_body": "乐陵市人民检察院"},
        "mark_duplicate": {"master_id": master},
        "refer": {"agency_id": agency, "how": "call", "who": "值班室", "at": now.isoformat()},
        "fix_on_spot": {"officers": [chief.id, sun], "by": "产权人"},
        "claim_fix": {"claimed_on": str(db.legal_date(now)), "by": "产权人"},
        "close": {"alone_reason": "仅一人值班"},
    }


def _chosen(session, status, taken):
    """The ids of some hazards that nobody moved yet, all in that status, as a visit found them fixed."""
    query = select(Hazard.id).where(Hazard.id.not_in(taken)).order_by(Hazard.id.desc()).limit(TIMES + WARM_UP)
    ids = list(session.scalars(query))
    session.execute(update(Hazard).where(Hazard.id.in_(ids)).values(status=status, last_verdict=Verdict.FIXED))
    return ids


def _moved(chief, hazard_id, said):
    """Seconds of the processor and of the clock."""
    body, path = json.dumps(said), f"/api/v1/hazards/{hazard_id}/moves"
    busy, begun = time.process_time(), time.perf_counter()
    answer = chief.client.post(path, data=body, content_type="application/json", headers=chief.headers)
    took = time.process_time() - busy, time.perf_counter() - begun
    if answer.status_code != 200:
        raise RuntimeError(f"{said}: {answer.text[:500]}")
    return took


def _synced(folder):
    with (folder / "probe").open("wb") as file:
        begun = time.perf_counter()
        file.write(bytes(4096))
        os.fsync(file.fileno())
        return time.perf_counter() - begun


def _say(verb, took):
    busy, clock = zip(*took, strict=True)
    p50, p99 = median(busy) * 1000, quantiles(busy, n=100)[-1] * 1000
    print(f"{verb}: processor p50 {p50:.1f} ms, p99 {p99:.1f} ms; clock p50 {median(clock) * 1000:.1f} ms")
