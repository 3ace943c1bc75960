"""Steps that the stories about cases share."""

from datetime import date

from tests.steps import agency, confirmed

TODAY = date(2026, 6, 29)
LAW_AGENCY, HOUSING, TELECOM = "庆云县综合行政执法局", "庆云县住房和城乡建设局", "示意通信运营企业甲庆云分公司"
BASIS = {"level": "local_regulation", "title": "《德州市城乡容貌和环境卫生管理条例》", "article": "第十七条"}


def clue(person, *, status=201, respondent=LAW_AGENCY, hazards=(), **said):
    body = {
        "title": "承德小学周边窨井盖管护不到位",
        "source": "联合巡查发现",
        "nature": "manhole",
        "legal_field": "work_safety",
        "respondent_id": respondent and agency(person, respondent),
        "hazard_ids": [hazard["id"] for hazard in hazards],
    }
    return person.post("/cases", body | said, status=status)


def act(person, case, verb, *, status=200, **said):
    return person.post(f"/cases/{case['id']}/moves", {"move": verb, **said}, status=status)


def now(person, case):
    return person.get(f"/cases/{case['id']}")


def amend(person, case, *, status=200, **said):
    return person.patch(f"/cases/{case['id']}", {"version": now(person, case)["version"], **said}, status=status)


def filed(li, chen, hazards=(), **said):
    """A case that the chief filed, over *hazards* or one that Li confirmed."""
    case = clue(li, hazards=hazards or [confirmed(li)], **said)
    act(li, case, "assess", note="线索属实，可查。")
    act(li, case, "propose_filing", note="公益受损，主管部门可能未履职。")
    return act(chen, case, "file")


def investigated(li, chen, sun, hazards=(), proposal="recommend", **said):
    case = filed(li, chen, hazards, **said)
    act(li, case, "investigate", officers=[li.id, sun.id], note="调查方案：现场勘查、询问、调取巡查记录。")
    return act(li, case, "conclude_investigation", proposal=proposal, note="调查终结报告。")


def recommended(
    li, chen, sun, hazards=(), rectify_due_on="2026-08-31", apart_reason=None, respondent=LAW_AGENCY, items=(), **said
):
    """A case in which the chief decided to recommend these items, or one about each hazard."""
    case = investigated(li, chen, sun, hazards, apart_reason=apart_reason, respondent=respondent)
    each = [{"text": "对该处窨井盖加装防坠网。", "hazard_ids": [row["hazard_id"]]} for row in case["hazards"]]
    amend(li, case, items=items or each, legal_bases=[BASIS])
    return act(chen, case, "recommend", rectify_due_on=rectify_due_on, **said)


def received(li, chen, sun, hazards=(), on="2026-06-29", **said):
    """A case whose recommendation the agency signed for."""
    case = recommended(li, chen, sun, hazards, **said)
    act(li, case, "serve", mode="direct", on=on)
    return act(li, case, "receive", basis="signed", on=on)


def acts_on_a_case(did, li, chen):
    """Every act on a case, each once; ``did(action, act)`` watches what it leaves."""
    one, other = confirmed(li), confirmed(li)
    case = did("register_case", lambda: clue(li, hazards=[one]))
    path = f"/cases/{case['id']}"
    more = {"hazard_ids": [other["id"]], "reason": "同一路段"}
    did("add_case_hazards", lambda: li.post(f"{path}/hazards", more))
    out = {"reason": "与本案无关"}
    did("remove_case_hazard", lambda: li.ask("DELETE", f"{path}/hazards/{other['id']}", query_string=out))
    did("amend_case", lambda: li.patch(path, {"version": 3, "official_number": "庆检行公立〔2026〕1号"}))
    did("move_case", lambda: act(li, case, "assess", note="线索属实。"))
    did("export_case_bundle", lambda: li.ask("GET", f"{path}/bundle", buffered=True))
    rule = {"kind": "file", "may_give": True, "may_record": True}
    did("set_decision_rule", lambda: chen.put("/decision-rules", rule))
