"""Zhou Yuqing carries Li Wenqing's phone's package on a stick into the inner network, and the receipts back."""

import pyrage
import pytest
from click.testing import CliRunner

from fieldapi.cli import cli
from tests.packages import Sealing, bring
from tests.steps import again, wrong
from tests.tus import PHOTO


@pytest.fixture
def phone(li):
    """Li Wenqing's phone, entered once while there was a network."""
    phone = Sealing(li, "李文清的手机")
    phone.sync()
    return phone


@pytest.fixture
def recipient(li):
    return li.get("/sync/key")["recipient"]


def test_a_package_is_done_once_and_its_receipts_are_the_same(li, zhou, phone, recipient):
    manhole = phone.record()
    photo = phone.shoot(manhole, kind="near")
    phone.record(type="no.such")

    first = bring(zhou, phone.seal(recipient, [PHOTO]))
    second = bring(zhou, phone.seal(recipient, [PHOTO]))

    assert first == second
    assert [result["status"] for result in first["results"]] == ["stored", "stored", "refused"]
    assert first["results"][2]["fields"] == [{"path": "type", "code": "unknown_code"}]
    hazard = again(li, {"id": manhole})
    assert hazard["recorded_by"]["id"] == li.id  # not of whoever carried it
    assert [row["id"] for row in hazard["photos"]] == [photo["said"]["id"]]
    assert phone.push() == ["repeated", "repeated", "refused"]  # and later with a network


def test_what_is_wrong_with_a_package_is_named_and_nothing_is_kept(li, liu, phone, recipient):
    manhole = phone.record()
    phone.shoot(manhole)
    name = phone.made[1]["said"]["sha256"]
    whole = phone.seal(recipient, [PHOTO])
    elsewhere = str(pyrage.x25519.Identity.generate().to_public())
    changed = phone.manifest([PHOTO]).replace("承德".encode("unicode_escape"), b"\\u5e86\\u4e91")

    refusals = {
        "foreign": phone.seal(elsewhere, [PHOTO]),
        "cut": whole[:-20],
        "no package": b"PK of something else",
        "unsigned": phone.seal(recipient, [PHOTO], **{"manifest.sig": bytes(64)}),
        "changed": phone.seal(recipient, [PHOTO], **{"manifest.json": changed}),
        "no signature": phone.seal(recipient, [PHOTO], **{"manifest.sig": None}),
        "no photo": phone.seal(recipient, [PHOTO], **{f"blobs/{name}": None}),
        "other photo": phone.seal(recipient, [PHOTO], **{f"blobs/{name}": PHOTO + b"x"}),
        "stowaway": phone.seal(recipient, [PHOTO], **{"blobs/" + "0" * 64: PHOTO}),
        "way out": phone.seal(recipient, [PHOTO], **{"../../etc/passwd": b"x"}),
    }

    assert {what: wrong(bring(li, package, status=422)) for what, package in refusals.items()} == {
        "foreign": {("file", "foreign_package")},
        "cut": {("file", "damaged_package")},
        "no package": {("file", "damaged_package")},
        "unsigned": {("file", "package_not_signed")},
        "changed": {("file", "package_not_signed")},
        "no signature": {("file", "missing_member")},
        "no photo": {(f"blobs/{name}", "missing_member")},
        "other photo": {(f"blobs/{name}", "wrong_sha256")},
        "stowaway": {("blobs/" + "0" * 64, "strange_member")},
        "way out": {("file", "strange_member")},
    }
    assert wrong(bring(liu, whole, status=422)) == {("device.id", "unknown_device")}
    assert li.get("/hazards")["items"] == []


def test_a_phone_that_was_never_here_is_brought_by_its_own_person_only(li, zhou, recipient):
    phone = Sealing(li)
    phone.record()
    package = phone.seal(recipient)

    assert bring(li, package)["results"][0]["status"] == "stored"
    thief = Sealing(zhou)
    thief.device |= {"id": phone.device["id"]}
    thief.record()
    assert wrong(bring(zhou, thief.seal(recipient), status=422)) == {("file", "package_not_signed")}


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_the_command_line_takes_it_on_a_machine_without_phones(li, phone, recipient, settings, tmp_path, app):
    phone.record()
    stick, back = tmp_path / "package.age", tmp_path / "receipts.json"
    stick.write_bytes(phone.seal(recipient))
    run = CliRunner().invoke
    where = ["--data", str(settings.data)]

    said = run(cli, ["import", "package", *where, str(stick), "--receipts", str(back)])

    assert (said.exit_code, said.output) == (0, "stored 1\n"), said.output
    assert "lanjian-receipts/1" in back.read_text()
    assert run(cli, ["package-key", *where]).output.strip() == recipient
    stick.write_bytes(b"broken")
    assert "数据包已损坏" in run(cli, ["import", "package", *where, str(stick)]).output
