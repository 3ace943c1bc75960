"""Steps that the stories about documents share."""

from tests.case_steps import recommended


def case_with_photo(li, chen, sun, *, cleared=True, **said):
    """A case over a hazard with a photograph, whose recommendation the chief decided."""
    hazard = li.record()
    photo = li.add_photo(hazard)
    if cleared:
        li.post(f"/photos/{photo['id']}/clear", {"outcome": "nothing_to_redact"})
    li.move(hazard, "confirm", unknown_owner=True)
    return recommended(li, chen, sun, [hazard], **said), hazard, photo


def draft(person, subject, record, kind, *, status=201, **said):
    """A document drafted from a record: ``subject`` is cases, inspections or hazards."""
    return person.post(f"/{subject}/{record['id']}/documents", {"kind": kind} | said, status=status)


def fill(person, document, *, status=200, **said):
    return person.patch(
        f"/documents/{document['id']}", {"version": now(person, document)["version"]} | said, status=status
    )


def now(person, document):
    return person.get(f"/documents/{document['id']}")


def submit(person, document, *, status=200):
    return person.post(f"/documents/{document['id']}/moves", {"move": "submit"}, status=status)


def approve(person, document, *, status=200, **said):
    said = {"version": now(person, document)["version"]} | said
    return person.post(f"/documents/{document['id']}/approval", said, status=status)


def part(document, name):
    return next(one for one in document["fields"] if one["name"] == name)


def take(person, document, form, *, status=200):
    """The document as it would look, or is frozen, as bytes."""
    if document.get("approved_at"):
        return person.ask("GET", f"/document-versions/{document['id']}?f={form}", status=status, buffered=True)
    return person.ask("GET", f"/documents/{document['id']}?f={form}", status=status, buffered=True)


def document_acts(did, li, chen, sun):
    """Every act on a document, each once; ``did(action, act)`` watches what it leaves."""
    case, hazard, _ = case_with_photo(li, chen, sun, apart_reason="另案。")
    did("draft_hazard_document", lambda: draft(li, "hazards", hazard, "photo_sheet"))
    did("draft_inspection_document", lambda: _record(li))
    did("draft_clue_document", lambda: draft(li, "clues/register", li.get("/clues")["items"][0], "clue_answer"))
    paper = did("draft_case_document", lambda: draft(li, "cases", case, "recommendation"))
    did("amend_document", lambda: fill(li, paper, texts={"other": "请依法履职。"}))
    did("move_document", lambda: submit(li, paper))
    did("approve_document", lambda: approve(chen, paper))
    query = {"purpose": "周例会"}
    did("read_hazard_ledger", lambda: li.ask("GET", "/hazards/ledger", query_string=query, buffered=True))


def _record(li):
    return draft(li, "inspections", li.get("/inspections")["items"][0], "photo_sheet")
