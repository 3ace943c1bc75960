"""Every act on photographs once, for whoever counts what each leaves behind; ``did(action, act)`` does one."""

from tests.people import AREZZO
from tests.tus import PHOTO, Phone

LYING = "orientation/Landscape_6.jpg"
UNDER_WAY = {"begin_upload", "read_upload", "discard_upload"}  # of bytes; what is received is an act


def upload(did, person):
    phone = Phone(person)
    given_up, path = did("begin_upload", phone.path), phone.path()
    did("read_upload", lambda: phone.offset(given_up))
    did("discard_upload", lambda: phone.discard(given_up))
    did("continue_upload", lambda: phone.add(path, 0, PHOTO))


def photo_acts(did, person, head):
    hazard = person.record()
    photo, wrong = (person.add_photo(hazard, name) for name in (AREZZO, LYING))
    path, box = f"/photos/{photo['id']}", {"x": 10, "y": 20, "width": 30, "height": 40}
    judged = {"flag": photo["flags"][0], "verdict": "dismissed", "reason": "系同一天补拍"}
    did("judge_observation", lambda: person.post(f"{path}/observations", judged))
    did("redact_photo", lambda: person.post(f"{path}/redactions", {"boxes": [box]}, status=201))
    did(
        "derive_photo",
        lambda: person.post(f"{path}/derivatives", {"kind": "redacted", "boxes": [box | {"x": 5}]}, status=201),
    )
    did("clear_photo", lambda: person.post(f"{path}/clear", {"outcome": "nothing_to_redact"}))
    did("withdraw_photo", lambda: person.post(f"/photos/{wrong['id']}/withdraw", {"reason": "传错隐患"}))
    did("export_bundle", lambda: person.ask("GET", f"/hazards/{hazard['id']}/bundle", buffered=True))
    why = {"reason": "摄入无关儿童面部", "legal_basis": "《个人信息保护法》第四十七条"}
    did("propose_purge", lambda: person.post(f"{path}/purge", why, status=201))
    did("decline_purge", lambda: head.post(f"{path}/purge/decline", {"note": "可以遮盖"}))
    person.post(f"{path}/purge", why, status=201)
    did("confirm_purge", lambda: head.post(f"{path}/purge/confirm", {"sha256": photo["sha256"]}))
