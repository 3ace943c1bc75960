"""The clues of the demonstration: an anonymous note about a spot that is known, and a caller whose reply is due."""

from datetime import datetime, time, timedelta

from .. import clue_links, clue_moves, clues, db
from ..clue_drafts import ClueDraft, ClueLinkDraft, ClueMoveDraft, ReceivedClueDraft
from .plan import Act

CLERK, LEAD = "clerk.qingyun", "prosecutor.qingyun"
COUNTY = "371423"
NOTE = {"said": "学校门口人行道上的井盖下面没有网，孩子天天从上面走（示意）。", "place": "承德小学东门（示意）"}
CALL = {"said": "门口的井盖一踩就响，说了好几次没人修（示意）。", "place": "二街路口（示意）", "source": "hotline"}
CALLER = {"name": "来电群众（示意）", "contact": "0534-0000000"}
#            key             days ago, what, by whom
STEPS = {
    "note": ((59, "file", None), (58, "register", LEAD), (57, "link", LEAD)),
    "call": ((6, "receive", CLERK), (5, "register", LEAD)),
}


def acts(today) -> list[Act]:
    """Every step with a clue, at noon of its day."""
    noon = datetime.combine(today, time(12), db.SHANGHAI)
    return [
        Act(noon - timedelta(days=days_ago), f"clue-{key}", order, "letter", what, {"key": key, "who": who})
        for key, steps in STEPS.items()
        for order, (days_ago, what, who) in enumerate(steps)
    ]


def play(session, actor, act, maps, folder, hazard_id, clue_id):
    """One step; the id of the clue."""
    if act.argument == "file":
        return clues.file(session, ClueDraft(**NOTE, area_code=COUNTY), maps, folder)[0].id
    if act.argument == "receive":
        draft = ReceivedClueDraft.model_validate(CALL | {"reporter": CALLER}, strict=False)
        return clues.receive(session, actor, draft, maps, folder)[0].id
    if act.argument == "link":
        return clue_links.link(session, actor, clue_id, ClueLinkDraft(hazard_id=hazard_id), maps).id
    return clue_moves.move(session, actor, clue_id, ClueMoveDraft.model_validate({"move": "register"}, strict=False)).id
