"""Sentences about moving a hazard or a dispute along: what a move needs, who is a master, who can be chosen."""

SENTENCES = {
    "unknown_move": ("没有这个动作，可选：{allowed}。", "There is no such move; there are: {allowed}."),
    "not_for_this_move": ("该动作不用此字段。", "This move does not take this field."),
    "photo_or_reason": (
        "确认前须有照片，或在 note 说明没有照片的原因。",
        "Needs a photo, or a note that says why there is none.",
    ),
    "agency_or_unknown_owner": (
        "须先选定责任单位，或以 unknown_owner=true 走权属不明程序。",
        "Choose an agency first, or say unknown_owner=true.",
    ),
    "not_by_recorder": (
        "记录人自己驳回时，须在 alone_reason 说明无他人可办的原因。",
        "The one who recorded it may dismiss it only with an alone_reason.",
    ),
    "not_by_verifier": (
        "核验人自己办结时，须在 alone_reason 说明无他人可办的原因。",
        "The one who verified may close only with an alone_reason.",
    ),
    "after_photo": ("须有整改后照片（kind=after）。", "Needs a photo of kind after."),
    "two_officers": ("须填写在场的两名以上办案人员。", "Name at least two officers who were present."),
    "visit_found_fixed": ("须有一次已完成的回访认定已整改（fixed）。", "Needs a finalised visit that found it fixed."),
    "visit_or_reason": (
        "须有回访认定未整改，或在 note 说明原因。",
        "Needs a visit that found it not fixed, or a note.",
    ),
    "illegal_dispute_move": (
        "状态为“{dispute_state}”的权属争议不能“{dispute_move}”。",
        "Not possible for a dispute that is {dispute_state}: {dispute_move}.",
    ),
    "dispute_open": (
        "该隐患已有正在处理的权属争议。",
        "A dispute about the ownership of this hazard is open already.",
    ),
    "guard_unknown": (
        "无法确定先行看护的属地单位，请填写 guard_id。",
        "It is not certain which territorial body stands guard: name it in guard_id.",
    ),
    "document_required": (
        "须附书面材料或图件：先上传为该隐患的照片或文件，再在此填写其编号。",
        "Needs a document or a map: attach it to the hazard, then name it here.",
    ),
    "no_accepted_photo": (
        "不是该隐患已采信的照片或文件。",
        "Not an accepted photo or file of this hazard.",
    ),
    "not_a_government": (
        "指定权属须由人民政府（含乡镇人民政府、街道办事处）作出。",
        "Only a government (or a street office) may designate.",
    ),
    "not_the_right_level": (
        "指定机关须管辖争议涉及的全部区域，见争议的 authority。",
        "Who designates must govern the whole area of the dispute; see its authority.",
    ),
    "no_direct_designation": (
        "没有查到可不经争议和认领会直接指定的依据，须先有两个单位否认。",
        "No law is known here that lets government designate before agencies have denied.",
    ),
    "before_it_was_seen": (
        "不能早于发现隐患的时间（{first}，北京时间）。",
        "May not lie before the hazard was seen ({first} in Beijing).",
    ),
    "over_a_year_ahead": ("不能晚于一年以后。", "May not lie more than a year ahead."),
    "not_for_a_duplicate": (
        "撤销合并只需 version 和 reason。",
        "Undoing a merge takes version and reason only.",
    ),
    # masters
    "merged_into_itself": ("隐患不能并入自身。", "A hazard can't be merged into itself."),
    "master_is_duplicate": (
        "该隐患本身已并入 {master}，请选择 {master}。",
        "That hazard is itself a duplicate of {master}; choose {master}.",
    ),
    "master_is_duplicate_elsewhere": (
        "该隐患本身已并入另一条记录，不能作为主记录。",
        "That hazard is itself a duplicate, so nothing can be merged into it.",
    ),
    # whom one may choose
    "agency_not_begun": ("该单位自 {first} 起才存续。", "The agency begins on {first}."),
    "agency_succeeded_by": (
        "“{name}”已于 {last} 终止，由“{successor}”承接，请选择承接单位。",
        "“{name}” ended on {last} and was succeeded by “{successor}”; choose that one.",
    ),
    "not_an_authority": (
        "“{name}”不是行政机关或人民政府，不能作为行业主管部门。",
        "“{name}” is no authority and no government, so it regulates nothing.",
    ),
    "not_a_territorial_government": (
        "“{name}”不是人民政府（含乡镇人民政府、街道办事处），不能作为属地政府。",
        "“{name}” is no government (or street office), so it answers for no territory.",
    ),
    "governs_elsewhere": (
        "“{name}”不管辖隐患所在的区划（{area}）。",
        "“{name}” does not govern the area of the hazard ({area}).",
    ),
}
