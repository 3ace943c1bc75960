"""The certificate of service (电子送达凭证) as a paper in Chinese: what was served, every event, the ledger's proof."""

import textwrap
from dataclasses import dataclass

from inspections import checkpoints, db, proofs, replies, service_papers
from inspections.documents import report
from inspections.errors import Conflict

from . import present_services
from .words_services import BASES, EVENTS, LEDGER_EVENTS, STATES, WAYS

EXPLAINED = (
    "本凭证列明所送达文书的摘要值和送达过程中的各项记录。文书 PDF 的 SHA-256 与上列数值一致的，即为所送达的文书；"
    "台账记录可用所附序号、叶节点和校验点，以公开工具离线核验。签收仅表示收到，不表示同意文书内容。"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is printed, read while a transaction was open."""

    service: dict
    reply_digest: str | None
    entries: list
    checkpoint: str
    made: str


def told(session, service, actor) -> Told:
    made = f"{actor.name}　{db.now(session).astimezone(db.SHANGHAI):%Y-%m-%d %H:%M}制作"
    reply = replies.of(session, service)
    return Told(
        present_services.service(session, actor, service),
        reply and reply.digest,
        _entries(session, service),
        _checkpoint(session),
        made,
    )


def _entries(session, service):
    """The entries of the ledger about the service, each with its leaf, and whether a checkpoint holds it."""
    return [
        [str(seq), _minute(at), LEDGER_EVENTS[type_], *_proved(session, seq)]
        for seq, at, type_ in service_papers.entries(session, service)
        if type_ in LEDGER_EVENTS
    ]


def _proved(session, seq):
    try:
        proof = checkpoints.prove(session, seq, None)
    except Conflict:
        return [_folded(proofs.leaf(session, seq).hex()), "待校验点"]
    return [_folded(proof.leaf.hex()), f"校验点 {proof.size}"]


def _folded(said: str, width=32) -> str:
    """A line that has no place to break, broken."""
    return "\n".join(textwrap.wrap(said, width))


def _checkpoint(session):
    newest = checkpoints.newest(session)
    return (
        "\n".join(_folded(line, 64) for line in newest.note.splitlines())
        if newest
        else "尚未签发校验点；签发后可再次制作本凭证。"
    )


def _minute(at):
    return f"{at.astimezone(db.SHANGHAI):%Y-%m-%d %H:%M:%S}"


def render(told: Told) -> bytes:
    """The PDF. Takes a while: no transaction should be open."""
    service = told.service
    return report.render(
        {
            "office": service["office"]["name"],
            "title": "电子送达凭证",
            "number": service["number"],
            "made": told.made,
            "purpose": None,
            "sections": [
                {"heading": "一、送达事项", "facts": list(_facts(told))},
                {"heading": "二、送达过程", "tables": [_events(service)]},
                {"heading": "三、台账记录", "paragraphs": [EXPLAINED], "tables": [_ledger(told), _signed(told)]},
            ],
        },
        {},
    )


def _facts(told):
    service, document = told.service, told.service["document"]
    yield "文书", f"{document['title']}　{document['number'] or ''}"
    yield "文书 SHA-256", _folded(document["sha256"])
    yield "受送达人", f"{service['agency']['name']}　{service['recipient']}"
    yield "送达方式", WAYS[service["way"]][0]
    yield "状态", STATES[service["state"]][0]
    if service["effective_on"]:
        yield "送达日期", f"{service['effective_on']}（依据：{BASES[service['effective_basis']][0]}）"
    if service["receipts_disagree"]:
        yield "提示", "各回证所载日期不一致，尚待认定。"
    if told.reply_digest:
        yield "回复内容 SHA-256", _folded(told.reply_digest)


def _events(service):
    rows = [
        [
            str(place),
            _minute(event["at"]),
            EVENTS[event["kind"]][0],
            str(event["on"]),
            "　".join(filter(None, (event["signer"], event["post"], event["number"], event["note"]))),
        ]
        for place, event in enumerate(service["events"], 1)
    ]
    head = ["序号", "记录时间", "事项", "所载日期", "签收人、单号、说明"]
    return {"head": head, "widths": [2, 5, 3, 4, 8], "rows": rows, "caption": ""}


def _ledger(told):
    head = ["序号", "时间", "事项", "叶节点", "证明"]
    return {"head": head, "widths": [2, 4, 3, 10, 3], "rows": told.entries, "caption": "台账中关于本次送达的记录"}


def _signed(told):
    return {"head": ["签名校验点（过长的行已折行）"], "widths": [1], "rows": [[told.checkpoint]], "caption": ""}
