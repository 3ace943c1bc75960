"""Sentences about invitations, what comes through them, and the commitment letter that an invited assistant accepts."""

LETTERS = {
    "2026-1": (
        "本人受邀参加本次公益诉讼检察活动，承诺：仅在受邀的活动和期限内查看、上传；如实拍摄和说明；"
        "对所知悉的案件信息、国家秘密、商业秘密和个人隐私保密；本人或所在单位与事项有利害关系的，主动说明并回避；"
        "上传内容经检察官确认后方可使用。",
        "I am invited to this one outing. I look and upload only within it and its period; I photograph and describe "
        "truthfully; I keep case content, secrets and private matters to myself; where I or my unit have an interest I "
        "say so and keep away; what I upload is used only once a prosecutor confirmed it.",
    )
}
SENTENCES = {
    "wrong_invitation": (
        "邀请码无效、已使用或已过期，或手机尾号不符。请向邀请人核实。",
        "The code is unknown, used or expired, or the digits are wrong. Ask whoever invited you.",
    ),
    "invitation_state": (
        "该邀请的状态为“{invitation_state}”，不能这样操作。",
        "The invitation is {invitation_state}; that is not possible now.",
    ),
    "period_too_long": (
        "终止日期须在今日至起始日期后 {days} 日之间。",
        "The last day must lie from today to {days} days after the first.",
    ),
    "other_letter": (
        "请阅读并接受现行承诺书（版本 {letter}）。",
        "Read and accept the letter in force, version {letter}.",
    ),
    "home_agency_concerned": (
        "您所在单位与该案有利害关系，须回避，不能就此处上传。",
        "Your own unit is concerned in this case: keep away, nothing can be uploaded here.",
    ),
    "photo_declined": ("该照片未被采用。", "This photo was declined."),
    "photo_confirmed": ("该照片已被采用，不能再退回。", "This photo was confirmed already."),
}
