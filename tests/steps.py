"""Steps that several stories share: a hazard on its way, and a visit to it."""

from datetime import UTC, datetime

from tests.people import PASSWORD

LI = "prosecutor.qingyun"
REFERRED_AT = datetime(2026, 6, 29, 2, 40, tzinfo=UTC).isoformat()
CLAIM = {"claimed_on": "2026-06-29", "by": "庆云县综合行政执法局", "note": "收到书面回复，称已加装防坠网。"}


def agency(person, name):
    """The id of the agency of that name."""
    return next(row["id"] for row in person.get("/agencies")["items"] if row["name"] == name)


def referral(person, name="庆云县综合行政执法局"):
    """What a referral by telephone says."""
    return {"agency_id": agency(person, name), "how": "call", "who": "值班室张主任", "at": REFERRED_AT}


def confirmed(person, **changes):
    """A hazard that *person* recorded without a photo and confirmed on the unknown owner's path."""
    return person.move(person.record(**changes), "confirm", note="夜间无法拍照", unknown_owner=True)


def referred(person, **changes):
    """A confirmed hazard that was referred by telephone."""
    return person.move(confirmed(person, **changes), "refer", **referral(person))


def claimed(person, **changes):
    """A referred hazard that the agency says it has fixed."""
    return person.move(referred(person, **changes), "claim_fix", **CLAIM)


def verified(person, **changes):
    """A hazard that a visit by *person* found fixed."""
    hazard = claimed(person, **changes)
    visit(person, hazard, "fixed")
    return again(person, hazard)


def again(person, hazard):
    """The same hazard as it stands now."""
    return person.get(f"/hazards/{hazard['id']}")


def outing(person, *, status=201, **changes):
    """An outing that *person* opens, by default a follow-up visit."""
    return person.post("/inspections", {"kind": "follow_up", "title": "回访"} | changes, status=status)


def judge(person, inspection, hazard, verdict, *, status=201, **said):
    """A finding on *hazard*."""
    said = {"hazard_id": hazard["id"], "verdict": verdict} | said
    return person.post(f"/inspections/{inspection['id']}/findings", said, status=status)


def finalise(person, inspection, *, status=200, **said):
    return person.post(f"/inspections/{inspection['id']}/finalise", said, status=status)


def visit(person, hazard, verdict, **said):
    """A whole follow-up visit to *hazard*, finalised: the inspection."""
    inspection = outing(person, hazard_ids=[hazard["id"]])
    judge(person, inspection, hazard, verdict, **said)
    return finalise(person, inspection)


def wrong(problem):
    """The wrong fields of a problem document: ``{(path, code), …}``."""
    return {(field["path"], field["code"]) for field in problem["fields"]}


def sign_in(client, username=LI, password=PASSWORD, *, status=201, address="10.0.0.1", headers=None, **more):
    """The answer to somebody at *address* who signs in."""
    said = {"username": username, "password": password, **more}
    return client.ask(
        "POST", "/auth/tokens", status=status, json=said, headers=headers, environ_base={"REMOTE_ADDR": address}
    )
