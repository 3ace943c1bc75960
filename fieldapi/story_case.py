"""The cases of the story: over the incident, since the carrier is no respondent, and against whom the road concerns."""

from datetime import date, timedelta

from .story_visit import CARRIER, agencies
from .words_cases import CASE_STATES

BASIS = {"level": "local_regulation", "title": "《德州市城乡容貌和环境卫生管理条例》", "article": "第十七条"}
CONSULTED = ("庆云县综合行政执法局", "庆云县工业和信息化局")


def play(li, chen, hazard, today, tell):
    """*li* registers and consults, *chen* decides to file; ``tell(who, text)`` says each step."""
    known = agencies(li)
    clue = {
        "title": "承德小学东门通信井缺防坠网",
        "source": "两级三院联合巡查发现",
        "nature": "manhole",
        "legal_field": "work_safety",
        "hazard_ids": [hazard["id"]],
    }
    problem = li.refused("POST", "/cases", json=clue | {"respondent_id": known[CARRIER]})
    tell(li, f"试图对企业立案，被拒：{problem['fields'][0]['message']}")
    case = li.do("POST", "/cases", json=clue)
    tell(li, f"登记线索 {case['number']}，被监督对象尚不明确，保留各种可能")
    _move(li, case, "assess", note="危害严重，权属单位为企业，主管部门尚待查明。")
    _move(li, case, "propose_filing", note="公益受损，以事立案。")
    problem = li.refused("POST", f"/cases/{case['id']}/moves", json={"move": "file"})
    tell(li, f"试图自行立案，被拒：{problem['detail']}")
    case = _move(chen, case, "file")
    tell(chen, f"决定立案，案件状态：{CASE_STATES[case['state']][0]}（{case['state']}）")
    both = [known[name] for name in CONSULTED]
    _move(li, case, "consult", on=today, agency_ids=both, note="分别磋商，双方均同意先行看护。")
    tell(li, f"与{'、'.join(CONSULTED)}分别磋商")


def two_months(li, sun, chen, cover, today, tell):
    """The displaced cover goes to the law agency: its two months are another clock than the owner's day."""
    clue = {
        "title": "承德小学东门井盖移位",
        "source": "两级三院联合巡查发现",
        "nature": "manhole.displaced",
        "legal_field": "work_safety",
        "respondent_id": agencies(li)[CONSULTED[0]],
        "hazard_ids": [cover["id"]],
    }
    case = li.do("POST", "/cases", json=clue)
    _move(li, case, "assess", note="线索属实。")
    _move(li, case, "propose_filing", note="公益受损，主管部门可能未履职。")
    _move(chen, case, "file")
    _move(li, case, "investigate", officers=[li.id, sun.id], note="现场勘查、询问、调取巡查记录。")
    case = _move(li, case, "conclude_investigation", proposal="recommend", note="调查终结报告。")
    items = [{"text": "督促权属单位复位并固定井盖。", "hazard_ids": [cover["id"]]}]
    document = {"version": case["version"], "items": items, "legal_bases": [BASIS]}
    li.do("PATCH", f"/cases/{case['id']}", json=document)
    _move(chen, case, "recommend", rectify_due_on=(date.fromisoformat(today) + timedelta(days=70)).isoformat())
    _move(li, case, "serve", mode="direct", on=today)
    case = _move(li, case, "receive", basis="signed", on=today)
    tell(li, f"向{CONSULTED[0]}送达检察建议，当日签收：{case['reply_due_on']} 前书面回复")
    clocks = [clock for row in (case, cover) for clock in li.do("GET", f"/clocks?subject={row['id']}")["items"]]
    told = [clock["rule"]["mark"] for clock in clocks if clock["kind"] in ("reply", "owner_refits_cover")]
    tell(li, f"二十四小时与两个月各为一个时限，互不影响（{'、'.join(told)}）")


def _move(who, case, verb, **said):
    return who.do("POST", f"/cases/{case['id']}/moves", json={"move": verb, **said})
