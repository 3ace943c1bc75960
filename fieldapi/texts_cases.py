"""What is said when a case can't be registered, changed or moved."""

SENTENCES = {
    "case_exists": (
        "对同一单位的同一性质违法，本院已有案件 {number}（见 offers），应并入；确需另立的，在 apart_reason 说明。",
        "There is case {number} of the same agency and nature (see offers): use it, or give an apart_reason.",
    ),
    "case_without_hazards": (
        "案件 {number} 中没有隐患，无证据可导出。",
        "Case {number} has no hazard, so no evidence.",
    ),
    "case_ended": ("状态为“{case_state}”的案件不再修改。", "The case is {case_state}: it is never edited again."),
    "illegal_case_move": (
        "状态为“{case_state}”的案件不能“{case_move}”。",
        "Not possible for a case that is {case_state}: {case_move}.",
    ),
    "chief_decides": (
        "“{action}”由检察长或者分管副检察长决定；已在办案系统作出决定的，在 recorded 登记。",
        "The chief or a deputy decides “{action}”; record a decision of the official system in recorded.",
    ),
    "hazards_fixed_by_the_document": (
        "状态为“{case_state}”的案件不再增减隐患：检察建议已经确定。",
        "The case is {case_state}: the recommendation has fixed its hazards.",
    ),
    "not_on_case_team": (
        "该隐患已进入案件，原件只供办案组和检察长查阅。",
        "The hazard is in a case: originals are for its team and the chief only.",
    ),
    "respondent_is_no_authority": (
        "“{name}”不是行政机关或者人民政府，不能作为被监督对象。",
        "“{name}” is no authority and no government, so no case can be against it.",
    ),
    "hazard_of_another_office": ("该隐患由其他检察院承办。", "That hazard is handled by another office."),
    "hazard_not_confirmed": (
        "状态为“{status}”的隐患不能纳入案件，须已确认且未办结。",
        "A hazard that is {status} can't be in a case; it has to be confirmed and not ended.",
    ),
    "hazard_in_case_already": ("该隐患已在本案中。", "That hazard is in this case already."),
    "hazard_not_in_case": ("该隐患不在本案中。", "That hazard is not in this case."),
    "fixed_by_the_document": (
        "决定提出检察建议后不能再改。",
        "Fixed since the recommendation was decided.",
    ),
    "team_in_conflict": (
        "{names} 与该单位有关联，须先调整办案组。",
        "{names} belong to that agency; change the team first.",
    ),
    "not_of_the_office": ("须为承办院在用账号的人员。", "Has to be somebody of the handling office."),
    "in_conflict": (
        "所在单位是本案被监督对象或者隐患的主管部门，应当回避。",
        "The home agency is the respondent, or regulates the owner of a hazard.",
    ),
    "no_way_left": ("至少保留一种方式。", "Leave at least one way open."),
    "record_official_decision": (
        "本院规定该类决定在办案系统作出，请在 recorded 登记文号、日期、决定人和扫描件。",
        "Your office has such decisions made in the official system: record number, day, person and scan in recorded.",
    ),
    "decision_only_given": (
        "本院规定该类决定直接在本系统作出，不从办案系统补登。",
        "Your office has such decisions made in here only.",
    ),
    "not_a_chief": ("须为承办院的检察长或者副检察长。", "Has to be the chief or a deputy of the handling office."),
    "scan_required": (
        "须附决定书扫描件：本案隐患的文件（photo_id）或者已上传的文件（upload_id）。",
        "Needs a scan: a file of a hazard of the case (photo_id), or a finished upload of yours (upload_id).",
    ),
    "no_such_scan": (
        "不是本案隐患已采信的文件，也不是您已上传完毕的文件。",
        "Neither an accepted file of a hazard of the case nor a finished upload of yours.",
    ),
    "no_legal_field": ("须先填写案件所属的法定领域。", "Needs the legal field of the case."),
    "no_respondent": ("须先确定被监督的行政机关。", "Needs the agency that the case is against."),
    "no_item": ("须至少有一条建议事项。", "Needs at least one item."),
    "no_legal_basis": (
        "须至少有一条法律、行政法规、规章或者地方性法规作为履职依据；仅有权力清单不够。",
        "Needs a law, regulation, rule or local regulation that the duty rests on; a list of powers is not enough.",
    ),
    "not_administrative": ("只有行政公益诉讼案件提出检察建议。", "Only an administrative case has a recommendation."),
    "not_civil": ("只有民事公益诉讼案件发布公告。", "Only a civil case is announced."),
    "no_prosecutor_leads": ("调查须由检察官主持。", "A prosecutor has to lead the investigation."),
    "agencies_or_respondent": (
        "以事立案尚无被监督对象的，须在 agency_ids 写明与谁磋商。",
        "Nobody is named yet: say in agency_ids who was consulted.",
    ),
    "proposal_not_possible": ("该阶段不能提出此项处理意见。", "Nothing to propose at this stage."),
    "in_the_past": ("须晚于今天。", "Has to lie after today."),
    "before_the_decision": ("不能早于作出决定的日期（{first}）。", "May not lie before the decision ({first})."),
    "before_it_was_sent": ("不能早于发出的日期（{first}）。", "May not lie before it was sent ({first})."),
    "secret_not_electronic": (
        "有密级的案件文书不能电子送达。",
        "Documents of a case with a secrecy level are never served electronically.",
    ),
    "refusal_reason_required": (
        "留置送达须在 note 写明拒收事由和见证情况。",
        "Left on refusal: say in the note why it was refused and who witnessed it.",
    ),
    "no_such_item": ("没有该编号的建议事项。", "There is no item with that number."),
    "only_what_is_claimed": (
        "回复只能登记对方的说法；是否整改到位由跟进调查认定。",
        "A reply says what is claimed; whether it is done is for a visit to say.",
    ),
    "only_what_a_visit_found": (
        "逐项认定只能是已落实、部分落实、未落实或者反弹。",
        "An item is judged as done, partly done, not done or rebounded.",
    ),
    "not_visited_and_fixed": (
        "该项所涉隐患尚未全部经现场回访核验整改到位，不能仅凭书面材料认定。",
        "Not all hazards of that item were found fixed by a visit; paper alone does not do.",
    ),
    "no_such_document": (
        "不是本案隐患已采信的照片或者文件。",
        "Not an accepted photo or file of a hazard of the case.",
    ),
    "plan_document_required": (
        "中止审查须附行政机关已作出的决定或者整改方案。",
        "Needs the decision or the plan that the agency made in time.",
    ),
    "items_not_verified": (
        "尚有建议事项未经核验，不能以全面整改终结。",
        "Some items were not verified, so the case can't be closed as fully rectified.",
    ),
    "period_not_over": (
        "整改期或者公告期（{last}）尚未届满；检察长认为应当提前起诉的，在 override_reason 说明。",
        "The period ({last}) is not over; the chief may override it with a reason in override_reason.",
    ),
    "reopened_already": ("该案已恢复办理。", "The case was reopened already."),
    "not_a_rebound": (
        "须为本案隐患反弹，或者由其反弹产生的新隐患。",
        "Has to be a hazard of the case that stands again, or the new record of one that came back.",
    ),
}
