"""``demo``: a joint visit, its light path and its cases (domain §11 S1), by HTTP on a temporary installation."""

import secrets
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import httpx

from inspections import db, migrations
from inspections.db import Database, legal_date, new_id, system_clock
from inspections.demo import county, pictures

from . import story_case, story_visit
from .story_people import Colleague, StoryBroken
from .words import MOVES, STATUSES

START_PATIENCE_S = 30
SPOT = {"key": "chengde", "place_kind": "sidewalk"}
PLACE = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}
ROLES = {"owner": "权属/管护单位", "regulator": "行业主管部门", "territorial": "属地政府"}


@contextmanager
def installation():
    """A temporary installation with the county's registry, served by the real server: ``(address, password)``."""
    with tempfile.TemporaryDirectory(prefix="lanjian-demo-") as name:
        folder, password = Path(name), secrets.token_urlsafe(16)
        database = Database(f"sqlite:///{folder / 'lanjian.db'}")
        migrations.upgrade(database)
        county.found(database, password)
        database.close()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with _server(folder, port):
            yield f"http://127.0.0.1:{port}", password


@contextmanager
def _server(folder, port):
    command = [sys.executable, "-m", "fieldapi", "serve", "--data", str(folder), "--port", str(port)]
    log = folder / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=Path(__file__).parent.parent)
    try:
        _wait_until_ready(process, port, log)
        yield
    finally:
        process.terminate()
        process.wait(START_PATIENCE_S)


def _wait_until_ready(process, port, log):
    for _ in range(START_PATIENCE_S * 10):
        if process.poll() is not None:
            raise StoryBroken(f"the server ended: {log.read_text('utf-8', 'replace')}")
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise StoryBroken("the server did not get ready")


def play(say):
    """Play the story and *say* it line by line. Raises StoryBroken when anything answers otherwise than told."""
    with (
        installation() as (address, password),
        Colleague(address, "prosecutor.qingyun", password) as li,
        Colleague(address, "prosecutor2.qingyun", password) as sun,
        Colleague(address, "chief.qingyun", password) as chen,
    ):
        say("承德小学东门的通信井：从发现到办结（示意数据，临时安装，真实 HTTP 接口）")
        hazard, cover = _joint_inspection(address, li, sun, say)
        tell = partial(_tell, say)
        story_case.play(li, chen, hazard, _today(), tell)
        story_case.two_months(li, sun, chen, cover, _today(), tell)
        hazard = _refer(sun, hazard, say)
        hazard = _paper_reply(sun, hazard, say)
        hazard = _visit(sun, hazard, "not_fixed", "井盖仍晃动，未见防坠网。", say)
        hazard = sun.move(
            hazard, "claim_fix", claimed_on=_today(), by="庆云县工业和信息化局", note="回复：已加装防坠网。"
        )
        _tell(say, sun, "再次收到回复，记录为", hazard)
        hazard = _visit(sun, hazard, "fixed", "防坠网已装，井盖平稳。", say)
        hazard = li.move(hazard, "close", note="回访核验属实。")
        _tell(say, li, "核验人以外的检察官办结，状态", hazard)
        _timeline(li, hazard, say)


def _today():
    return legal_date(system_clock()).isoformat()


def _now():
    return system_clock().astimezone(db.SHANGHAI).isoformat(timespec="seconds")


def _tell(say, who, text, hazard=None):
    status = f"：{STATUSES[hazard['status']][0]}（{hazard['status']}）" if hazard else ""
    say(f"{_now()[11:19]}  {who.name} {text}{status}")


def _joint_inspection(address, li, sun, say):
    """The outing of two levels and three offices, the two hazards found on it, and who must answer."""
    people = {person["name"]: person["id"] for person in li.do("GET", "/people")["items"]}
    guests = [{"person_id": people[name], "duty": "参加"} for name in ("刘向东", "郑海燕") if name in people]
    guests.append({"name": "王建军", "body": "庆云县住房和城乡建设局", "duty": "特邀检察官助理"})
    outing = {"kind": "joint_inspection", "title": "两级三院窨井盖联合巡查", "participants": guests}
    inspection = li.do("POST", "/inspections", json=outing)
    bodies = "、".join(dict.fromkeys(item["body"] for item in inspection["participants"]))
    _tell(say, li, f"发起联合巡查 {inspection['number']}，参加：{bodies}")
    hazard = li.do("POST", "/hazards", json=_draft(inspection["id"]))
    place = f"{hazard['area']['name']}，{hazard['location']['lon']:.6f}, {hazard['location']['lat']:.6f} ±6 m"
    _tell(say, li, f"记录隐患 {hazard['number']}（{place}）", hazard)
    photo = _photo(li, hazard, "near", fixed=False)
    _tell(
        say,
        li,
        f"上传近景照片，SHA-256 {photo['sha256'][:16]}…，SM3 {photo['sm3'][:16]}…，标记：{photo['flags'] or '无'}",
    )
    tell = partial(_tell, say)
    hazard = story_visit.welcome(address, li, inspection, hazard, _picture("far", fixed=False), _today(), tell)
    cover = story_visit.owners_day(li, _draft(inspection["id"]), _picture("near", fixed=False), tell)
    _candidates(hazard, say)
    hazard = sun.move(_choose(li, hazard, say), "confirm")
    _tell(say, sun, "确认", hazard)
    cover = sun.move(cover, "confirm", unknown_owner=True, note="盖面字样不清，权属待核实")
    li.do("POST", f"/inspections/{inspection['id']}/finalise", json={})
    return hazard, cover


def _choose(li, hazard, say):
    """The industry bureau is chosen among the candidates, with the reason."""
    regulator = next(
        row["agency"]
        for row in hazard["responsibilities"]
        if row["role"] == "regulator" and "工业" in row["agency"]["name"]
    )
    choice = {
        "version": hazard["version"],
        "role": "regulator",
        "agency_id": regulator["id"],
        "reason": "经与该局核对，由其牵头督促",
    }
    hazard = li.do("PUT", f"/hazards/{hazard['id']}/responsibilities", json=choice)
    _tell(say, li, f"选定{ROLES['regulator']}：{regulator['name']}（理由：{choice['reason']}）")
    return hazard


def _draft(inspection_id):
    return {
        "id": str(new_id()),
        "type": "manhole.net_missing",
        "asset_kind": "telecom",
        "place_kind": "sidewalk",
        "location": PLACE,
        "seen_at": _now(),
        "description": "校门东侧人行道通信井未装防坠网，井盖踩踏晃动。",
        "address": "承德小学东门",
        "inspection_id": inspection_id,
    }


def _picture(kind, fixed):
    return pictures.photograph(SPOT, kind, system_clock().astimezone(db.SHANGHAI), (PLACE["lon"], PLACE["lat"]), fixed)


def _photo(who, hazard, kind, fixed):
    form = {"kind": kind, "captured_at": _now(), "provenance": "captured_in_app"}
    file = {"file": (f"{kind}.jpg", _picture(kind, fixed), "image/jpeg")}
    return who.do("POST", f"/hazards/{hazard['id']}/photos", data=form, files=file)


def _candidates(hazard, say):
    for row in hazard["responsibilities"]:
        name = row["agency"]["name"] if row["agency"] else "权属不明"
        say(f"          建议核实对象 · {ROLES[row['role']]}：{name}（{row['confidence']}）")
        say(f"            理由：{row['reason']}")
        if row["legal_basis"]:
            mark = "" if row["verified"] else "（依据待核实）"
            say(f"            依据：{'；'.join(row['legal_basis'])}{mark}")


def _refer(sun, hazard, say):
    agency = hazard["chosen"]["regulator"]
    hazard = sun.move(hazard, "refer", agency_id=agency["id"], how="call", who="值班室张主任", at=_now())
    _tell(say, sun, f"电话转办{agency['name']}", hazard)
    _due(sun, hazard, say)
    return hazard


def _due(who, hazard, say):
    for row in who.do("GET", "/follow-ups")["items"]:
        if row["hazard_id"] == hazard["id"]:
            say(f"          待回访：{row['due_on']} 前（{row['reason']}）")


def _paper_reply(sun, hazard, say):
    hazard = sun.move(
        hazard, "claim_fix", claimed_on=_today(), by="庆云县工业和信息化局", note="书面回复：已整改完毕。"
    )
    _tell(say, sun, "收到书面回复", hazard)
    problem = sun.refused("POST", f"/hazards/{hazard['id']}/moves", json={"move": "close"})
    _tell(
        say,
        sun,
        f"试图凭回复办结，被拒：{problem['detail']}可做：{'、'.join(MOVES[verb][0] for verb in problem['moves'])}",
    )
    return hazard


def _visit(who, hazard, verdict, note, say):
    """A follow-up visit with an after-photo; finalising it lets the verdict take effect."""
    outing = {"kind": "follow_up", "title": "回访：承德小学东门", "hazard_ids": [hazard["id"]]}
    inspection = who.do("POST", "/inspections", json=outing)
    photo = _photo(who, hazard, "after", fixed=verdict == "fixed")
    finding = {"hazard_id": hazard["id"], "verdict": verdict, "note": note, "photo_ids": [photo["id"]]}
    who.do("POST", f"/inspections/{inspection['id']}/findings", json=finding)
    done = who.do("POST", f"/inspections/{inspection['id']}/finalise", json={})
    hazard = who.do("GET", f"/hazards/{hazard['id']}")
    effect = done["findings"][-1]["effect"]
    _tell(say, who, f"回访 {inspection['number']}，结论 {verdict}（{note}）→ {effect}", hazard)
    return hazard


def _timeline(who, hazard, say):
    say("账本中的经过：")
    for event in who.do("GET", f"/hazards/{hazard['id']}/timeline")["items"]:
        at = datetime.fromisoformat(event["at"]).astimezone(db.SHANGHAI).isoformat(timespec="seconds")
        say(f"  {event['seq']:>3}  {at}  {event['actor']['name']}  {event['type']}")
