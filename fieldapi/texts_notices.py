"""Sentences of notices, and of what can go wrong with them."""

SENTENCES = {
    "notice_clock_due": (
        "{about}：期限“{what}”{when}（{due_on}）。",
        "{about}: the period “{what}” {when} ({due_on}).",
    ),
    "notice_follow_up_due": ("{about}：“{what}”{when}（{due_on}）。", "{about}: {what} {when} ({due_on})."),
    "notice_confirmation_pending": (
        "{about}：{due_on} 收到，已 {days} 天待确认。",
        "{about}: received on {due_on}, not confirmed for {days} days.",
    ),
    "notice_round_assigned": ("您参加{about}。", "You take part in {about}."),
    "notice_case_assigned": ("您加入{about}的办案组。", "You are on the team of {about}."),
    "notice_confirmation_refused": ("{about}未予确认：{what}。", "{about} was not confirmed: {what}."),
    "notice_fix_refused": ("{about}被退回整改。", "{about} was sent back to be fixed."),
    "notice_ownership_refused": ("{about}的权属有异议：{what}。", "The ownership of {about} is contested: {what}."),
    "notice_hidden": ("该提醒所涉记录您已无权查看。", "You may not see any more what this was about."),
    "digest_subject": ("蓝检提醒：{count} 项（{day}）", "Lanjian: {count} notices ({day})"),
    "digest_greeting": ("{name}，您有以下待办提醒：", "{name}, these wait for you:"),
    "digest_footer": (
        "期限由系统推算，仅供提醒；以检察业务应用系统和法律文书为准。详情请登录系统查看。",
        "Periods are reckoned as a reminder only: the official case system and papers prevail. Sign in to see more.",
    ),
    "reminder_subject": ("检察建议书面回复期限提示（{due_on}）", "The reply to a recommendation is due ({due_on})"),
    "reminder_body": (
        "{agency}：\n{office}向贵单位发出的检察建议，书面回复期限为 {due_on}，{when}。如已回复，请忽略本提示。"
        "\n本提示不改变任何期限，以送达的法律文书为准。",
        "{agency}:\nthe written reply to the recommendation of {office} is due on {due_on}; it {when}. "
        "If you have replied, ignore this.\nThis changes no period: the papers that were served prevail.",
    ),
    "calendar_name": ("蓝检期限：{name}", "Lanjian, due dates: {name}"),
    "calendar_clock": ("{about}：{what}到期", "{about}: {what} is due"),
    "calendar_follow_up": ("{about}：{what}", "{about}: {what}"),
    "calendar_round": ("{about}：计划巡查", "{about}: a planned round"),
    "calendar_provisional": ("（工作日安排尚未公布，暂定）", "(provisional: the holidays are not announced yet)"),
    "reminder_needless": (
        "期限已有变化或已回复，不需要再提醒。",
        "It was replied to, or the period changed: no need to remind.",
    ),
    "no_sms_gateway": (
        "未配置短信网关，只能复制文本。",
        "No gateway for text messages is set up; the text can be copied.",
    ),
    "by_mail_only": ("这类通知只能以邮件发出。", "This kind leaves by e-mail only."),
    "no_mail_server": ("未配置邮件服务器，只能复制文本。", "No mail server is set up; the text can only be copied."),
    "own_address_only": ("发给本院人员的只用其本人填写的邮箱。", "It goes to the address that the person has chosen."),
    "no_address_any_more": ("收件人已不再使用邮箱提醒。", "The person has no address for notices any more."),
    "not_waiting_any_more": ("该提醒已放行或已作废。", "It was released or discarded already."),
}
