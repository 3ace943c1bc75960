"""Sentences about outings: who takes part, signatures, and what a record lacks."""

SENTENCES = {
    "takes_part_as_other": (
        "该账号不具备这一身份（须在检察院任相应职务）。",
        "The account may not take part as that: it holds no such role in an office.",
    ),
    "ends_before_it_began": ("结束时间早于开始时间。", "It ends before it began."),
    "signature_needs": (
        "此种签名须且只须填写 {needs}。",
        "A signature of that kind needs {needs} and nothing else.",
    ),
    "not_one_for_each_point": (
        "pressures、times_ms 须与 strokes 逐点对应。",
        "pressures and times_ms take a number for each point of the strokes.",
    ),
    "unknown_invitation": ("该次巡查没有这份有效邀请。", "There is no such invitation to this inspection."),
    "ink_comes_as_scan": (
        "墨水签名须上传带二维码打印件的扫描件。",
        "What was signed in ink comes as a scan of the print with its code.",
    ),
    "no_code_on_scan": (
        "图上读不出笔录的二维码；请以 JPEG 或 PNG 重新扫描整页。",
        "No code of a record can be read on the picture; scan the whole page again as JPEG or PNG.",
    ),
    "scan_of_other_record": ("该扫描件是另一份笔录的。", "The scan is that of another record."),
    "unknown_participant": ("不是该次巡查的参加人员。", "Nobody who takes part in this inspection."),
    "unknown_remark": ("没有这份专业意见。", "There is no such remark."),
    "remark_of_other": ("该意见不是此人所述。", "The remark is somebody else's."),
    "not_a_specialist": (
        "专业意见由有专门知识的人、特邀检察官助理或技术人员提出。",
        "Remarks are made by an expert, an invited assistant or a technician.",
    ),
    "not_the_name": ("键入的姓名须与参加人员“{name}”一致。", "Type the name as it stands in the record: {name}."),
    "record_changed": (
        "笔录内容已有变化，请重新阅读后再签。",
        "The record is another one by now; read it again before you sign.",
    ),
    "not_guarded": ("目前没有登记看护。", "Nobody is entered as guarding it."),
    # what a scene examination lacks
    "needs_presiding": ("勘验须由一名检察官主持。", "An examination needs a prosecutor who presides."),
    "needs_two_officers": ("勘验须有两名以上检察人员。", "An examination needs two officers or more."),
    "witness_or_reason": (
        "须有见证人签名，或写明没有见证人的原因。",
        "Let a witness sign, or say why there was none.",
    ),
    "not_signed": (
        "{name}尚未就现有笔录签名，也未登记拒签原因。",
        "{name} has neither signed the record as it is now nor refused with a reason.",
    ),
    "changes_what_was_signed": (
        "勘验完成时不能再加说明，否则签名失效；请用补充。",
        "A note would change what was signed; add an annex afterwards.",
    ),
}
