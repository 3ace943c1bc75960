"""Every act on services, each once; ``did(action, act)`` watches what it leaves."""

from tests import service_steps as service

IMPORTED = {"import_reply": 2}  # the letter, and the reply


def service_acts(did, li, chen, sun):
    _, _, paper, _ = service.approved(li, chen, sun, kind="consultation_letter", apart_reason="另一处")
    rule = {"kind": "recommendation", "electronic": True}
    did("set_service_rule", lambda: chen.put("/service-rules", rule))
    confirmed = did("confirm_address", lambda: service.confirm(li, email=None))
    served = did("draft_service", lambda: service.serve(li, paper, "electronic"))
    did("move_service", lambda: service.act(li, served, "sign"))
    service.act(li, served, "dispatch", on="2026-06-29")
    (letter,) = li.get("/notifications/outgoing", state="prepared")["items"]
    said = {"version": letter["version"], "way": "copied"}
    li.post(f"/notifications/outgoing/{letter['id']}/release", said)
    path = f"/services/{served['id']}"
    did("issue_access", lambda: li.post(f"{path}/access", {}))
    pdf = served["document"]["sha256"]
    did("read_reply_paper", lambda: li.ask("GET", f"{path}/papers/{pdf}", buffered=True))
    did("certify_service", lambda: li.ask("GET", f"{path}/certificate", buffered=True))
    item = {"document_id": paper["id"], "agency_id": served["agency"]["id"], "way": "electronic"}
    did("serve_many", lambda: li.post("/services/batches", {"items": [item]}, status=201))
    did("export_reply_kit", lambda: li.ask("GET", f"{path}/reply-kit", buffered=True))
    letter = service.reply_file(served, [], [("回函.pdf", service.SCAN)])
    did("import_reply", lambda: service.enter_reply(li, served, letter))
    said = {"on": "2026-06-29", "reason": "改用纸质送达"}
    did("withdraw_address", lambda: li.post(f"/address-confirmations/{confirmed['id']}/withdraw", said))
