"""An evidence bundle leaves by the API: what is in it, what the ledger says of it, and who may take it."""

import hashlib
import json
import subprocess

import pytest

from inspections import prints
from tests.bundles import bagit, exported, sha256sum, story, verdict
from tests.fieldapi.test_invitations import enter, invite, send
from tests.fieldapi.test_purges import WHY
from tests.fieldapi.test_signatures import MINUTES, PLAN, STROKES, WITNESS, change, page, record, scan, sign
from tests.steps import finalise, outing

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]  # exports in limited children


@pytest.fixture
def bag(li, witness, tmp_path):
    hazard = story(li)
    witness()
    return exported(li, hazard, tmp_path, purpose="移送庆云县人民法院")


def read(bag, name):
    return json.loads((bag / "data" / name).read_text("utf-8"))


@pytest.mark.databases("sqlite", "postgresql")
def test_a_bundle_is_sound_to_ours_and_to_the_public_tools(bag):
    code, said = verdict(bag)

    assert code == 0, said
    assert "2 张照片原件与收到时写入台账的 SHA-256 一致" in said
    assert "dezhou.example/witness" in said and "3 个副本与台账所记一致" in said
    assert sha256sum(bag) and bagit(bag)
    assert {path.name for path in bag.iterdir() if path.suffix in (".py", ".txt")} == {
        *("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "verify.py", "说明.txt")
    }
    assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_the_record_tells_the_story_and_no_observation(bag):
    record, timeline, custody = (read(bag, name) for name in ("record.json", "timeline.json", "custody.json"))
    (hazard,) = record["hazards"]

    assert (hazard["status"], hazard["type_name"]) == ("referred", "防坠网缺失")
    assert [visit["findings"][0]["verdict"] for visit in hazard["inspections"]] == ["not_fixed"]
    assert hazard["disputes"][0]["note"] == "无标识，权属不明"
    assert {"hazard.recorded", "hazard.refer", "inspection.finalised"} <= {
        row["type"] for row in timeline[hazard["id"]]
    }
    for photo in record["photos"]:
        original = (bag / "data" / photo["path"]).read_bytes()
        assert hashlib.sha256(original).hexdigest() == photo["sha256"]
        assert [row["type"] for row in custody[photo["id"]]] in (
            ["photo.added", *["photo.derived"] * 3],
            ["photo.added", "photo.derived"],
        )
        assert len(photo["derivatives"]) == 2
    near, far = (photo["name"] for photo in record["photos"])
    copies = {copy["kind"]: copy for copy in record["derivatives"]}
    assert {kind: copy["parents"] for kind, copy in copies.items()} == {
        "redacted": [near],
        "stamped": [near],
        "pair": [near, far],
    }
    for copy in copies.values():
        drawn = (bag / "data" / copy["path"]).read_bytes()
        assert hashlib.sha256(drawn).hexdigest() == copy["sha256"]
    everything = "".join(path.read_text("utf-8") for path in (bag / "data").rglob("*.json*"))
    assert "too_far" not in everything and "no_location" not in everything


@pytest.mark.databases("sqlite", "postgresql")
def test_the_export_stands_in_the_ledger_and_in_the_custody_of_each_photo(li, bag):
    hazard = read(bag, "record.json")["hazards"][0]
    event = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]
    listing = (bag / "data" / "exported-sha256.txt").read_bytes()

    assert event["type"] == "hazard.exported"
    assert event["payload"] == {
        "listing": hashlib.sha256(listing).hexdigest(),
        "originals": 2,
        "derivatives": 3,
        "records": 1,
        "purpose": "移送庆云县人民法院",
    }


def test_a_second_bundle_names_the_first_in_its_custody(li, bag, tmp_path):
    hazard = read(bag, "record.json")["hazards"][0]
    again = exported(li, hazard, tmp_path / "again")

    assert {rows[-1]["type"] for rows in read(again, "custody.json").values()} == {"hazard.exported"}
    assert verdict(again)[0] == 0


def test_the_report_is_a_paper_in_chinese(bag, tmp_path):
    text = subprocess.run(
        ["pdftotext", "-layout", bag / "data" / "report.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout

    assert "公益诉讼现场巡查证据材料" in text and "庆云县人民检察院" in text
    assert "建议核实对象" in text and "照片保管记录" in text
    assert "遮盖副本" in text and "前后对照" in text
    assert "〓" not in text


@pytest.fixture
def examined(app, li, person):
    """A hazard of a scene examination that everybody signed in a way of the own, with all that hangs on it."""
    colleagues = [{"person_id": person("prosecutor2.qingyun").id, "role": "prosecutor"}, WITNESS]
    expert = {"name": "钱工", "body": "通信设计院", "role": "expert"}
    visit = outing(li, kind="scene_examination", title="勘验", plan=PLAN, participants=[*colleagues, expert])
    hazard = li.record(inspection_id=visit["id"])
    li.post(f"/hazards/{hazard['id']}/checklist", {"checklist_version": 1, "answers": {"needs_net": True}}, status=201)
    li.add_photo(hazard)
    send(enter(app, invite(li, visit)["code"]), visit, hazard, name="kodak_cx7530_kenya.jpg")
    change(li, visit, minutes=MINUTES, status="recording")
    path, people = f"/inspections/{visit['id']}", {row["name"]: row for row in visit["participants"]}
    said = {"participant_id": people["钱工"]["id"], "text": "井深约三米，应装防坠网。"}
    remark = li.post(f"{path}/remarks", said)["remarks"][0]
    change(li, visit, status="awaiting_signatures")
    sign(li, visit, people["李文清"])
    sign(li, visit, people["刘大爷"], way="drawn", strokes=STROKES)
    sign(li, visit, people["钱工"], way="refused", reason="只对意见负责")
    own = {"remark_id": remark["id"], "signed_digest": remark["digest"], "way": "typed", "name": "钱工"}
    sign(li, visit, people["钱工"], **own)
    code = prints.code(visit["id"], record(li, visit)["digest"])
    scan(li, visit, [row for row in visit["participants"] if row["role"] == "prosecutor"], page(code))
    finalise(li, visit)
    li.post(f"{path}/annexes", {"text": "补拍远景", "reason": "漏拍"})
    return hazard


def test_the_signed_record_leaves_whole_and_what_nobody_confirmed_stays(li, examined, witness, tmp_path):
    witness()
    bag = exported(li, examined, tmp_path)
    said = read(bag, "record.json")
    (signed,) = said["records"]

    code, told = verdict(bag)
    assert code == 0, told
    assert "8 项签名、意见、附记和检查清单与台账所记一致" in told and "未经检察官确认，未随附" in told
    assert sha256sum(bag) and bagit(bag)
    text = (bag / "data" / signed["path"]).read_bytes()
    assert hashlib.sha256(text).hexdigest() == signed["digest"] and "无防坠网".encode() in text
    assert {row["way"]: row["path"] and row["path"][-4:] for row in signed["signatures"] if not row["remark_id"]} == {
        "typed": None,
        "drawn": ".svg",
        "refused": None,
        "ink": ".jpg",
    }
    assert [photo["state"] for photo in said["photos"]] == ["included", "unconfirmed"]
    assert len(list((bag / "data" / "originals").iterdir())) == 1
    assert said["hazards"][0]["checklist_answers"][0]["answers"] == {"needs_net": True}


def test_a_signature_that_the_ledger_does_not_know_is_found(li, examined, witness, tmp_path):
    witness()
    bag = exported(li, examined, tmp_path)
    path = bag / "data" / "record.json"
    said = read(bag, "record.json")
    said["records"][0]["signatures"][0]["participant"] = "李四"
    path.write_text(json.dumps(said), "utf-8")

    code, told = verdict(bag, language="en")
    assert code == 1 and f"{said['records'][0]['number']}: inspection.signed is not what the ledger says" in told


def test_an_original_that_was_lost_is_named_and_makes_it_incomplete(li, store, tmp_path):
    hazard = story(li)
    store.path(hazard["photos"][0]["sha256"]).unlink()
    bag = exported(li, hazard, tmp_path)

    code, said = verdict(bag)
    assert code == 2 and hazard["photos"][0]["id"] in said
    assert sha256sum(bag) and bagit(bag)


@pytest.mark.databases("sqlite", "postgresql")
def test_what_is_withheld_by_law_is_said_and_the_rest_is_sound(li, chen, work, witness, tmp_path):
    hazard = story(li)
    near, far = hazard["photos"]
    li.post(f"/photos/{far['id']}/purge", WHY, status=201)
    chen.post(f"/photos/{far['id']}/purge/confirm", {"sha256": far["sha256"]})
    work()
    witness()
    bag = exported(li, hazard, tmp_path)
    record = read(bag, "record.json")

    code, said = verdict(bag, language="en")
    assert code == 3 and f"photo {far['id']} is withheld by law" in said
    assert {copy["kind"]: copy["state"] for copy in record["derivatives"]} == {
        "redacted": "included",
        "stamped": "included",
        "pair": "withheld",  # it shows the photo that was destroyed
    }
    kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (bag / "data").rglob("*.jpg")}
    assert near["sha256"] in kept and far["sha256"] not in kept


def test_a_copy_that_was_lost_makes_it_incomplete(li, witness, store, tmp_path):
    hazard = story(li)
    copy = li.get(f"/photos/{hazard['photos'][0]['id']}/derivatives")["items"][0]
    store.path(copy["sha256"]).unlink()
    witness()

    code, said = verdict(exported(li, hazard, tmp_path), language="en")
    assert code == 2 and f"copy {hazard['number']}-01-redacted-1 is missing" in said


def test_an_observation_that_was_dismissed_does_not_leave(li, witness, tmp_path):
    hazard = li.record()
    photo = li.add_photo(hazard)
    for flag, verdict_ in ((flag, "dismissed") for flag in photo["flags"]):
        judged = {"flag": flag, "verdict": verdict_, "reason": "系同一天补拍"}
        li.post(f"/photos/{photo['id']}/observations", judged)
    witness()
    bag = exported(li, hazard, tmp_path)

    assert photo["flags"] and verdict(bag)[0] == 0
    everything = "".join(path.read_text("utf-8") for path in (bag / "data").rglob("*.json*"))
    assert "observation" not in everything and photo["flags"][0] not in everything


def test_a_clerk_an_auditor_and_a_neighbour_may_not_take_it(li, zhou, liu):
    hazard = story(li)

    zhou.get(f"/hazards/{hazard['id']}/bundle", status=403)
    liu.get(f"/hazards/{hazard['id']}/bundle", status=404)


def test_asking_for_the_head_takes_nothing_along(li):
    hazard = story(li)
    before = len(li.get(f"/hazards/{hazard['id']}/timeline")["items"])
    li.ask("HEAD", f"/hazards/{hazard['id']}/bundle")

    assert len(li.get(f"/hazards/{hazard['id']}/timeline")["items"]) == before
