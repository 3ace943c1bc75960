"""What states, ways, moves, events and answers of services are called, in Chinese and in English."""

WAYS = {
    "direct": ("直接送达", "in person"),
    "announce": ("宣告送达", "announced"),
    "leave": ("留置送达", "left on refusal"),
    "post": ("检察专递", "by post"),
    "electronic": ("电子送达", "electronically"),
    "entrust": ("委托送达", "by another office"),
}
STATES = {
    "drafted": ("待签发", "drafted"),
    "signed": ("已签发", "signed"),
    "dispatched": ("已发出", "sent"),
    "redispatched": ("已再次发出", "sent again"),
    "bounced": ("已退回", "bounced"),
    "delivered": ("已送达", "delivered"),
    "refused_left": ("已留置送达", "refused and left"),
    "failed": ("送达未成", "failed"),
}
MOVES = {
    "sign": ("签发", "sign"),
    "dispatch": ("发出", "send"),
    "bounce": ("登记退回", "note that it bounced"),
    "redispatch": ("再次发出", "send again"),
    "receive": ("登记送达回证", "enter a receipt"),
    "leave": ("登记留置送达", "note that it was left on refusal"),
    "note_receipt": ("补录回证", "enter a further receipt"),
    "decide_receipt": ("认定送达日期", "decide which receipt counts"),
    "fail": ("登记送达未成", "give up"),
}
EVENTS = {
    "queued": ("待发出", "waiting to be sent"),
    "sent": ("发出", "sent"),
    "delivered": ("送达", "delivered"),
    "opened": ("打开", "opened"),
    "downloaded": ("下载", "downloaded"),
    "signed": ("签收", "signed for"),
    "replied": ("回复", "replied"),
    "bounced": ("退回", "bounced"),
    "refused": ("拒收留置", "refused and left"),
    "locked": ("校验码输错锁定", "locked after wrong codes"),
}
BASES = {
    "signed": ("签收回证", "a signed receipt"),
    "postal_slip": ("邮政回执", "a postal slip"),
    "left_on_refusal": ("留置送达", "left on refusal"),
    "proclaimed": ("宣告送达", "proclaimed"),
    "electronic_receipt": ("电子签收", "an electronic receipt"),
}
ANSWERS = {
    "claimed_done": ("已整改", "done"),
    "in_progress": ("正在整改", "in progress"),
    "refused": ("不予整改", "refused"),
    "not_ours": ("不属本单位职责", "not ours"),
    "no_answer": ("未答复", "no answer"),
}
LEDGER_EVENTS = {
    "service.drafted": "拟制送达",
    "service.sign": "签发送达",
    "service.dispatch": "发出",
    "service.redispatch": "再次发出",
    "service.bounce": "退回",
    "service.receive": "收到",
    "service.leave": "留置",
    "service.note_receipt": "补录回证",
    "service.decide_receipt": "认定送达日期",
    "service.opened": "打开",
    "service.downloaded": "下载",
    "service.signed_for": "签收",
    "service.replied": "回复",
    "service.kit_handed_out": "导出离线回复表",
}
ACTIONS = {
    "list_services": ("查看送达台账", "list services"),
    "list_document_services": ("查看文书送达情况", "list services of a document"),
    "read_service": ("查看送达", "read a service"),
    "draft_service": ("拟制送达", "serve a document"),
    "move_service": ("办理送达", "move a service along"),
    "issue_access": ("发放校验码", "issue the access code of the agency's page"),
    "read_reply_paper": ("查阅回函和回证", "read papers of a service"),
    "export_reply_kit": ("导出离线回复表", "take the reply form along as a file"),
    "import_reply": ("导入离线回复", "enter a reply that came back as a file"),
    "certify_service": ("制作送达凭证", "make a certificate of service"),
    "serve_many": ("批量送达", "serve many documents"),
    "read_service_batch": ("查看批量送达", "read how a batch of services goes"),
    "list_service_rules": ("查看送达方式设置", "list which documents are served electronically"),
    "set_service_rule": ("设置送达方式", "set which documents are served electronically"),
    "list_confirmations": ("查看送达地址确认", "list address confirmations"),
    "confirm_address": ("登记送达地址确认", "enter an address confirmation"),
    "withdraw_address": ("登记撤回送达地址", "note that an address was withdrawn"),
}
