"""What states, moves and actions are called, in Chinese and in English: for the sentences of errors and of the demo."""

STATUSES = {
    "recorded": ("待确认", "recorded"),
    "confirmed": ("已确认", "confirmed"),
    "referred": ("已转办", "referred"),
    "claimed_fixed": ("称已整改", "claimed to be fixed"),
    "verified_fixed": ("核验整改到位", "verified as fixed"),
    "closed": ("已办结", "closed"),
    "escalated": ("已升级督促", "escalated"),
    "dismissed": ("不作隐患处理", "dismissed"),
    "out_of_jurisdiction": ("已移送", "transferred"),
    "duplicate": ("重复", "a duplicate"),
    "planned": ("已计划", "planned"),
    "open": ("进行中", "open"),
    "finalised": ("已完成", "finalised"),
    "aborted": ("已中止", "aborted"),
    "computing": ("正在计算差异", "being computed"),
    "computed": ("差异已算出", "computed"),
    "applying": ("正在适用", "being applied"),
    "applied": ("已适用", "applied"),
}
MOVES = {
    "confirm": ("确认", "confirm"),
    "dismiss": ("不作隐患处理", "dismiss"),
    "transfer": ("移送", "transfer"),
    "mark_duplicate": ("标为重复", "mark as duplicate"),
    "refer": ("转办", "refer"),
    "fix_on_spot": ("当场整改", "fix on the spot"),
    "claim_fix": ("登记对方称已整改", "note a claimed fix"),
    "verify_fix": ("核验整改", "verify the fix"),
    "send_back": ("退回整改", "send back"),
    "escalate": ("升级督促", "escalate"),
    "close": ("办结", "close"),
}
ACTIONS = {
    "sign_in": ("登录", "sign in"),
    "sign_out": ("退出登录", "sign out"),
    "read_me": ("查看本人信息", "read your own account"),
    "list_agencies": ("查看单位名录", "list agencies"),
    "list_offices": ("查看检察院名录", "list offices"),
    "list_people": ("查看人员名录", "list people"),
    "list_hazard_types": ("查看隐患类型", "list hazard types"),
    "list_kinds": ("查看设施和场所种类", "list kinds"),
    "list_rules": ("查看责任规则", "list rules"),
    "list_layers": ("查看图层", "list layers"),
    "read_layer": ("查看图层", "read a layer"),
    "read_responsibility": ("查询责任单位", "ask who is responsible"),
    "list_hazards": ("查看隐患", "list hazards"),
    "list_clusters": ("查看隐患分布", "see hazards on a map"),
    "count_hazards": ("查看隐患数量", "count hazards"),
    "read_hazard": ("查看隐患", "read a hazard"),
    "read_timeline": ("查看办理记录", "read a timeline"),
    "record_hazard": ("记录隐患", "record a hazard"),
    "amend_hazard": ("修改隐患", "amend a hazard"),
    "move_hazard": ("办理隐患", "move a hazard"),
    "override_responsibility": ("选定责任单位", "choose who is responsible"),
    "list_photos": ("查看照片", "list photos"),
    "read_photo": ("查看照片", "read a photo"),
    "add_photo": ("上传照片", "add a photo"),
    "read_preview": ("查看照片预览", "see a preview"),
    "read_original": ("下载照片原件", "read an original"),
    "list_inspections": ("查看巡查", "list inspections"),
    "read_inspection": ("查看巡查", "read an inspection"),
    "open_inspection": ("发起巡查", "open an inspection"),
    "amend_inspection": ("修改巡查", "amend an inspection"),
    "add_participant": ("添加参加人员", "add a participant"),
    "record_finding": ("记录回访结论", "record a finding"),
    "finalise_inspection": ("完成巡查", "finalise an inspection"),
    "list_follow_ups": ("查看待回访", "list follow-ups"),
    "list_reassignments": ("查看重新判定", "list re-assignments"),
    "read_reassignment": ("查看重新判定", "read a re-assignment"),
    "list_differences": ("查看重新判定的差异", "list the differences of a re-assignment"),
    "request_reassignment": ("提出重新判定", "ask for a re-assignment"),
    "apply_reassignment": ("适用重新判定", "apply a re-assignment"),
}
#   the detail of an error     what it may be
BY_DETAIL = {"status": STATUSES, "move": MOVES, "action": ACTIONS | MOVES}


def named(details: dict, language: str) -> dict:
    """*details* with the codes of states, moves and actions replaced by what they are called."""
    return {
        name: BY_DETAIL[name][value][language == "en"] if name in BY_DETAIL else value
        for name, value in details.items()
    }
