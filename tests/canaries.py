"""Records of one office that say CANARY wherever a text can be: no byte of it may reach anybody elsewhere."""

from uuid import uuid4

from tests import cards, document_steps, imports, operations, service_steps
from tests.people import asset
from tests.tus import Phone

REFERENCE = {  # the same for every office
    *("layer_id", "agency_id", "code", "timestamp_id", "person_id", "office_id", "hazard_type", "sha256"),
}
CANARY = "金丝雀qbx"  # no letters that an id, a digest or a key of age could hold by chance


def world(li):
    """Records of Qingyun that say CANARY wherever a text can be."""
    hazard = li.record(type="manhole.displaced", description=CANARY, address=CANARY, asset_code=CANARY)
    photo = li.add_photo(hazard)
    outing = {"kind": "patrol", "title": CANARY, "note": CANARY, "hazard_ids": [hazard["id"]]}
    inspection = li.post("/inspections", outing, status=201)
    finding = {"hazard_id": hazard["id"], "verdict": "not_fixed", "note": CANARY}
    li.post(f"/inspections/{inspection['id']}/findings", finding, status=201)
    li.move(hazard, "confirm", note=CANARY, unknown_owner=True)
    li.post(f"/hazards/{hazard['id']}/dispute", {"note": CANARY}, status=201)
    notice = {"note": CANARY, "who": CANARY, "how": "call", "at": "2026-06-29T10:05:00+08:00"}
    clock = li.post(f"/hazards/{hazard['id']}/owner-notices", notice)["clock"]
    layer = li.get("/layers")["items"][0]
    agency = li.get("/agencies")["items"][0]
    import_ = imports.send(li, "/assets/imports", b"{}", operations.REGISTER | {"register_name": CANARY})
    nouns = {"hazard": hazard, "photo": photo, "inspection": inspection, "layer": layer, "agency": agency}
    nouns |= {"import": import_, "clock": clock}
    nouns["asset"] = li.post("/assets", asset(name=CANARY, owner_text=CANARY, code=CANARY), status=201)
    nouns["reassignment"] = {"id": str(uuid4())}  # for heads only: test_whose_reassignments
    nouns["derivative"] = li.post(f"/photos/{photo['id']}/derivatives", {"kind": "stamped"}, status=201)
    said = operations.CLUE | {"title": CANARY, "source": CANARY, "hazard_ids": [hazard["id"]]}
    nouns["case"] = li.post("/cases", said, status=201)
    report = {"said": CANARY, "place": CANARY, "source": "letter", "reporter": {"name": CANARY, "contact": CANARY}}
    li.post("/clues/received", report, status=201)
    nouns["clue"] = li.get("/clues")["items"][0]
    path = f"/inspections/{inspection['id']}/invitations"
    nouns["invitation"] = li.post(path, operations.INVITATION | {"name": CANARY}, status=201)
    nouns["document"] = document_steps.draft(li, "cases", nouns["case"], "recommendation")
    texts = {"version": 1, "texts": {"other": CANARY}}
    li.patch(f"/documents/{nouns['document']['id']}", texts)
    nouns |= {"person": {"id": li.id}, "office": hazard["office"]}
    nouns["confirmation"] = service_steps.confirm(li, contact_name=CANARY, recipient_unit=CANARY)
    made_up = ("grant", "session", "share", "signature", "outgoing", "disagreement", "version", "service", "batch")
    nouns |= {noun: {"id": str(uuid4())} for noun in made_up}
    nouns["device"] = operations.phone_of(li, name=CANARY).device
    nouns["timestamp"] = {"id": str(uuid4())}  # of the ledger, no record
    nouns["upload"] = Phone(li).begin(filename=CANARY).json
    nouns["card"] = cards.gathered(li, {CANARY: cards.picture("10:00:00")}, name=CANARY)
    nouns["file"] = nouns["card"]["spots"][0]["files"][0]
    ids = {f"{noun}_id": row["id"] for noun, row in nouns.items()}
    return operations.World(ids | operations.PLAIN | {"code": li.get("/rules")["items"][0]["code"]})
