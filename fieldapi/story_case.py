"""The case of the story: the carrier can't be a respondent, so it is filed over the incident and both are consulted."""

from .words_cases import CASE_STATES

CARRIER = "示意通信运营企业甲庆云分公司"
CONSULTED = ("庆云县综合行政执法局", "庆云县工业和信息化局")


def play(li, chen, hazard, today, tell):
    """*li* registers and consults, *chen* decides to file; ``tell(who, text)`` says each step."""
    agencies = {row["name"]: row["id"] for row in li.do("GET", "/agencies")["items"]}
    clue = {
        "title": "承德小学东门通信井缺防坠网",
        "source": "两级三院联合巡查发现",
        "nature": "manhole",
        "legal_field": "work_safety",
        "hazard_ids": [hazard["id"]],
    }
    problem = li.refused("POST", "/cases", json=clue | {"respondent_id": agencies[CARRIER]})
    tell(li, f"试图对企业立案，被拒：{problem['fields'][0]['message']}")
    case = li.do("POST", "/cases", json=clue)
    tell(li, f"登记线索 {case['number']}，被监督对象尚不明确，保留各种可能")
    _move(li, case, "assess", note="危害严重，权属单位为企业，主管部门尚待查明。")
    _move(li, case, "propose_filing", note="公益受损，以事立案。")
    problem = li.refused("POST", f"/cases/{case['id']}/moves", json={"move": "file"})
    tell(li, f"试图自行立案，被拒：{problem['detail']}")
    case = _move(chen, case, "file")
    tell(chen, f"决定立案，案件状态：{CASE_STATES[case['state']][0]}（{case['state']}）")
    both = [agencies[name] for name in CONSULTED]
    _move(li, case, "consult", on=today, agency_ids=both, note="分别磋商，双方均同意先行看护。")
    tell(li, f"与{'、'.join(CONSULTED)}分别磋商")


def _move(who, case, verb, **said):
    return who.do("POST", f"/cases/{case['id']}/moves", json={"move": verb, **said})
