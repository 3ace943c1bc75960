"""Whoever acts takes a receipt home, and later asks for the proof that the act stands in the ledger."""

import base64
import re

import pytest

from inspections import checkpoints, keys, merkle, notes
from tests.people import draft

RECEIPT = re.compile(r"(\d+);leaf=:([A-Za-z0-9+/]{43}=):")


@pytest.fixture
def sign(database, settings):
    """Sign a checkpoint now."""
    return lambda: checkpoints.sign(database, keys.Folder(settings.keys))


def receipt(response):
    """What a device keeps of an act: the number and the hash of its entry."""
    seq, leaf = RECEIPT.fullmatch(response.headers["Ledger-Entry"]).groups()
    return int(seq), base64.b64decode(leaf)


def record(person):
    return person.ask("POST", "/hazards", status=201, json=draft())


def hashes(said):
    return [bytes.fromhex(one) for one in said["hashes"]]


def head_of(checkpoint):
    """The signed head, after the signature was checked as a device would."""
    note, key = notes.Note.parse(checkpoint["note"]), notes.Key.parse(checkpoint["keys"][0]["vkey"])
    assert note.signed_by([key])
    return notes.Head.parse(note.text)


def test_a_device_proves_its_receipt_under_a_signed_checkpoint(li, sign):
    seq, leaf = receipt(record(li))
    record(li)
    assert li.get("/ledger/proof", seq=seq, status=409)["code"] == "no_checkpoint_yet"

    sign()
    said = li.get("/ledger/proof", seq=seq)
    head = head_of(said["checkpoint"])

    assert (said["index"], said["leaf"]) == (seq - 1, leaf.hex())
    assert (head.size, head.root.hex()) == (said["size"], said["root"])
    assert merkle.includes(head.root, head.size, seq - 1, leaf, hashes(said))


def test_every_write_gives_a_receipt_and_the_timeline_names_it_again(li):
    response = record(li)
    hazard = response.json
    kept = [receipt(response)]
    said = {"version": 1, "severity": "low"}
    kept.append(receipt(li.ask("PATCH", f"/hazards/{hazard['id']}", json=said)))
    photo = li.add_photo(hazard)
    kept.append(receipt(li.ask("GET", f"/photos/{photo['id']}/original", buffered=True)))

    events = li.get(f"/hazards/{hazard['id']}/timeline")["items"]
    assert {(seq, leaf.hex()) for seq, leaf in kept} <= {(event["seq"], event["leaf"]) for event in events}


def test_reading_and_being_refused_give_no_receipt(li):
    assert "Ledger-Entry" not in li.ask("GET", "/hazards").headers
    assert "Ledger-Entry" not in li.ask("POST", "/hazards", status=422, json=draft(type="no.such")).headers


def test_a_device_checks_that_the_ledger_only_grew(li, sign):
    record(li)
    sign()
    before = head_of(li.get("/ledger/checkpoint"))
    for _ in range(5):
        record(li)
    sign()

    said = li.get("/ledger/consistency", first=before.size)
    after = head_of(said["checkpoint"])

    assert said["first_root"] == before.root.hex()
    assert merkle.extends(before.root, before.size, after.root, after.size, hashes(said))
    assert head_of(li.get("/ledger/checkpoint", size=before.size)) == before


def test_a_proof_is_one_text_that_public_tools_read(li, sign):
    seq, leaf = receipt(record(li))
    sign()
    text = li.ask("GET", f"/ledger/proof?seq={seq}&f=tlog-proof").text
    proof, _, checkpoint = text.partition("\n\n")
    first, index, *lines = proof.split("\n")
    head = notes.Head.parse(notes.Note.parse(checkpoint).text)

    assert (first, index) == ("c2sp.org/tlog-proof@v1", f"index {seq - 1}")
    assert merkle.includes(head.root, head.size, seq - 1, leaf, list(map(base64.b64decode, lines)))
    assert li.ask("GET", "/ledger/checkpoint?f=note").text == checkpoint


def test_what_is_not_there_is_not_proved(li, sign):
    li.get("/ledger/checkpoint", status=404)
    li.get("/ledger/consistency", status=404, first=1)
    record(li)
    size = sign()

    li.get("/ledger/proof", status=404, seq=size + 1)
    li.get("/ledger/checkpoint", status=404, size=size - 1)
    li.ask("GET", f"/ledger/proof?seq=1&size={size - 1}&f=tlog-proof", status=404)
    for asked in ({"seq": 0}, {"seq": "x"}, {}, {"seq": size, "size": size - 1}, {"seq": 1, "size": size + 1}):
        assert li.get("/ledger/proof", status=400, **asked)["code"] == "bad_parameter"
    for asked in ({"first": size + 1}, {"first": size, "size": size - 1}, {}):
        assert li.get("/ledger/consistency", status=400, **asked)["code"] == "bad_parameter"


def test_after_a_change_of_keys_the_old_key_still_leads_to_the_new_one(li, database, settings, sign):
    record(li)
    sign()
    known = notes.Key.parse(li.get("/ledger/checkpoint")["keys"][0]["vkey"])
    checkpoints.rotate(database, keys.Folder(settings.keys))

    said = li.get("/ledger/checkpoint")
    trusted = checkpoints.followers(known, [key["statement"] for key in said["keys"][1:]])
    assert list(notes.Note.parse(said["note"]).signed_by(trusted)) == trusted[1:]
