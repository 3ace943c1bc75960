"""What the stories about documents and their services begin with, by HTTP."""

from tests.people import AREZZO, PHOTOS, draft


def case_over_a_well(li, sun, chen):
    """A case over a photographed well, which the chief filed."""
    hazard = li.do("POST", "/hazards", json=draft(address="承德小学东门"))
    with (PHOTOS / AREZZO).open("rb") as picture:
        photo = li.do("POST", f"/hazards/{hazard['id']}/photos", files={"file": picture})
    li.do("POST", f"/photos/{photo['id']}/clear", json={"outcome": "nothing_to_redact"})
    sun.move(hazard, "confirm", unknown_owner=True)
    agency = next(one for one in li.do("GET", "/agencies")["items"] if one["name"] == "庆云县住房和城乡建设局")
    clue = {
        "title": "承德小学东门窨井盖管护不到位",
        "source": "联合巡查发现",
        "nature": "manhole",
        "apart_reason": "另案。",
    }
    about = {"legal_field": "work_safety", "respondent_id": agency["id"], "hazard_ids": [hazard["id"]]}
    case = li.do("POST", "/cases", json=clue | about)

    def act(person, verb, **said):
        return person.do("POST", f"/cases/{case['id']}/moves", json={"move": verb, **said})

    act(li, "assess", note="线索属实。")
    act(li, "propose_filing", note="公益受损。")
    act(chen, "file")
    return case


def approved_letter(li, sun, chen):
    """A letter of consultation about such a case, approved by the chief."""
    case = case_over_a_well(li, sun, chen)
    letter = li.do("POST", f"/cases/{case['id']}/documents", json={"kind": "consultation_letter"})
    path, texts = f"/documents/{letter['id']}", {name: "当面磋商。" for name in letter["missing"]}
    li.do("PATCH", path, json={"version": letter["version"], "texts": texts})
    letter = li.do("POST", f"{path}/moves", json={"move": "submit"})
    return chen.do("POST", f"{path}/approval", json={"version": letter["version"]})
