"""Sentences about clues: to whoever sends one, and to the office that answers."""

SENTENCES = {
    "place_or_position": (
        "请写明地点并选择所在县（市、区），或者在地图上标出位置。",
        "Say where it is and in which county, or mark it on the map.",
    ),
    "too_long_ago": ("不能早于 {first}。", "May not lie before {first}."),
    "no_office_there": (
        "该处不在本系统所辖检察院的辖区内，请向当地检察院反映，或者拨打 12309。",
        "None of our offices is responsible there: turn to the office of that place, or call 12309.",
    ),
    "clue_ended": ("该线索已办结，不再补充材料。", "This clue is done: nothing is added any more."),
    "too_many_clue_photos": ("一条线索最多附 {limit} 张照片。", "A clue takes {limit} pictures at most."),
    "picture_expected": ("只接受照片。", "Only pictures are taken."),
    "illegal_clue_move": (
        "状态为“{clue_state}”的线索不能“{clue_move}”。",
        "Not possible for a clue that is {clue_state}: {clue_move}.",
    ),
    "only_superior": (
        "只有上级院可以将线索交其他院；本院认为不属管辖的，登记评估后报请移送。",
        "Only a superior office moves a clue to another one; yours registers it and transfers it.",
    ),
    "clue_registered": ("线索已登记，请按程序移送。", "The clue is registered; transfer it by its moves."),
    "clue_unregistered": ("请先登记线索。", "Register the clue first."),
    "clue_concluded": ("该线索已答复结果。", "The result was told already."),
    "clue_not_to_link": (
        "状态为“{clue_state}”的线索不能关联隐患。",
        "A clue that is {clue_state} is not linked to a hazard.",
    ),
    "no_sponsor": ("初次来访须先确定包案的院领导。", "A first visit needs the leader who takes it."),
    "unknown_case": ("没有该案件，或者不是本院的案件。", "There is no such case of your office."),
    "nothing_owed": ("该线索不欠答复。", "No answer is owed for this clue."),
    "not_by_hand": ("该原因只能由系统认定。", "That reason is not given by hand."),
    "too_few_attempts": (
        "登记满 {count} 次联系未果后，才能认定无法联系。",
        "Unreachable means {count} attempts on record.",
    ),
    "hazard_or_type": ("hazard_id 和 type 填其一。", "Give either hazard_id or type."),
    "not_on_clue_team": (
        "举报人信息只供该线索的承办人、包案领导、办案组和检察长查看，每次查看均留痕。",
        "Who sent it is only for those who work on the clue and the chief; every reading is on record.",
    ),
    "no_reporter": ("没有举报人信息，或者已经删除。", "Nobody is known to have sent it, or that was erased."),
    "answer_received": (
        "您反映的情况已于 {on} 收到，正等待登记。",
        "What you reported was received on {on} and waits to be registered.",
    ),
    "answer_in_hand": (
        "您反映的情况（{on} 收到）已登记，正在办理。",
        "What you reported (received on {on}) is registered and being worked on.",
    ),
    "answer_passed_on": (
        "您反映的情况（{on} 收到）已移送有权办理的单位。",
        "What you reported (received on {on}) was passed on to the body that is competent.",
    ),
    "answer_ended": (
        "您反映的情况（{on} 收到）已办结。",
        "The work on what you reported (received on {on}) has ended.",
    ),
    "answer_fixed": (
        "经到现场核实，您反映的问题已整改。",
        "Somebody went to look: what you reported has been fixed.",
    ),
    "answer_reply": ("已于 {on} 答复：{text}", "You were answered on {on}: {text}"),
    "answer_told": ("已于 {on} 按您留的联系方式答复。", "You were answered on {on} by the contact that you left."),
    "answer_anonymous": (
        "您没有留下联系方式，办理情况请凭查询码在此查看。",
        "You left no contact: come back with your code to see what becomes of it.",
    ),
    "notice_sponsor_due": (
        "{about}：初次来访，{due_on} 收到，尚未确定包案领导。",
        "{about}: a first visit, received on {due_on}, that no leader has taken yet.",
    ),
    "notice_clue_unregistered": (
        "{about}：{due_on} 收到，已 {days} 天未登记。",
        "{about}: received on {due_on}, not registered for {days} days.",
    ),
}
