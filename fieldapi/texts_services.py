"""Sentences about services, the agency's page, and what is written to an agency."""

SENTENCES = {
    "document_not_approved": (
        "文书尚未审签定稿，不能送达。",
        "The document is not approved and frozen yet: it can't be served.",
    ),
    "secret_not_served": ("涉密文书不能在本系统送达。", "A secret document is not served with this system."),
    "served_already": (
        "该版本已向该单位送达（{number}）。",
        "This version is served on that agency already ({number}).",
    ),
    "kind_not_served": (
        "此类文书不需送达，可选：{kinds}。",
        "Documents of that kind are not served; those are: {kinds}.",
    ),
    "way_not_allowed": (
        "此类文书不能以这种方式送达。",
        "Documents of that kind are not served in that way.",
    ),
    "no_confirmation_in_force": (
        "该单位没有现行有效、涵盖此类文书的送达地址确认。",
        "No confirmation of the agency is in force that covers the document.",
    ),
    "illegal_service_move": (
        "状态为“{service_state}”的送达不能“{service_move}”。",
        "Not possible for a service that is {service_state}: {service_move}.",
    ),
    "use_leave": ("拒收留置请用“登记留置送达”。", "For a refusal use the move leave."),
    "receipt_not_proved": (
        "请上传回证扫描件；邮政回执可填单号，电子送达请说明系统的反馈。",
        "Upload the scan of the receipt; of a postal slip its number will do, of a system say what it answered.",
    ),
    "no_such_receipt": ("不是本次送达的回证。", "Not a receipt of this service."),
    "service_not_sent": (
        "尚未发出，或送达未成，不能发放校验码。",
        "It was not sent, or failed: no code can be issued.",
    ),
    "service_over": (
        "已送达，或已退回、终止，不必再发。",
        "It arrived, bounced or was given up: nothing is to be sent.",
    ),
    "confirmed_address_only": ("只能发往确认的送达地址。", "It goes to the confirmed address only."),
    "no_public_url": (
        "没有设置对外网址（LANJIAN_PUBLIC_URL），不能发邮件，可复制文字发送。",
        "No public address is set (LANJIAN_PUBLIC_URL): no mail can be sent, but the text can be carried over.",
    ),
    "confirmation_withdrawn": ("该确认书已撤回。", "The confirmation was withdrawn already."),
    "ends_before_it_begins": ("终止日期早于起始日期。", "It ends before it begins."),
    "wrong_access_code": (
        "编号或校验码不正确，或已暂时锁定。连续输错五次将锁定三十分钟。",
        "The number or the code is wrong, or the page is locked. Five wrong codes lock it for half an hour.",
    ),
    "done_on_with_done": (
        "选择“已整改”时请填写完成日期，其他情形不填。",
        "A day goes with “done”, and with nothing else.",
    ),
    "answer_needs_note": ("请说明理由、进展或期限。", "Say why, how far, or until when."),
    "reply_to_other_document": (
        "这是另一文书的回复，本文书为 {number}。",
        "A reply to another one; this is {number}.",
    ),
    "not_in_document": ("文书中没有这个编号。", "The document is not about that number."),
    "photo_without_number": ("“{name}”的文件名中没有问题编号。", "The name of “{name}” says no number of a hazard."),
    "not_a_reply_file": (
        "不是回复文件：须为 zip，内有“答复.json”。",
        "No reply: a zip with 答复.json is expected.",
    ),
    "reply_file_too_large": ("压缩包内文件过多或过大。", "The zip holds too many files, or too large ones."),
    "reply_submitted": ("回复已提交，不再更改。", "The reply was submitted and does not change any more."),
    "reply_says_nothing": (
        "请至少答复一处问题，或上传盖章回函。",
        "Answer at least one item, or upload the stamped letter.",
    ),
    "too_many_photos": ("每处最多 {limit} 张照片。", "At most {limit} photos for each spot."),
    "service_subject": ("送达：{title}（{number}）", "Service of {title} ({number})"),
    "service_body": (
        "{agency}：\n\n{office}向你单位送达《{title}》（{number}）。请在浏览器打开 {address}，输入文书编号 {service} "
        "和校验码查阅、签收并回复。校验码由承办人另行告知，请勿转发。\n\n签收仅表示收到，不表示同意文书内容。\n\n{office}",
        "{agency}:\n\n{office} serves “{title}” ({number}) on you. Open {address} in a browser and type the number "
        "{service} and the access code to read it, to sign for it and to reply. The code comes to you by another way; "
        "please pass it on to nobody.\n\nTo sign says that you received it, not that you agree.\n\n{office}",
    ),
    "service_code": (
        "文书 {number} 的校验码：{code}。请勿转发。",
        "The access code of {number}: {code}. Please pass it on to nobody.",
    ),
    "notice_service_locked": (
        "{about}：校验码连续输错，页面已锁定三十分钟。",
        "{about}: wrong codes locked the page for half an hour.",
    ),
    "notice_service_bounced": (
        "{about}：已退回，请再次发出或改用纸质送达。",
        "{about} bounced: send it again, or on paper.",
    ),
    "notice_service_unopened": (
        "{about}：发出后一直未打开，请再次发出或改用纸质送达。",
        "{about} was sent and never opened: send it again, or on paper.",
    ),
    "notice_service_signed": ("{about}：对方单位已签收。", "{about}: the agency signed for it."),
    "notice_service_replied": (
        "{about}：对方单位已回复，待核查。",
        "{about}: the agency replied; it is to be verified.",
    ),
}
