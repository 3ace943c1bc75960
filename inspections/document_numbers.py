"""Numbers of documents, after the pattern of their kind: one series per office, year and pattern, without gaps.

The official number is the official system's: entered by hand, it stands in place of ours, and ours never repeats it.
"""

from sqlalchemy import select

from . import db, document_kinds, numbers
from .errors import Invalid
from .models import Document, Office


def give(session, document):
    """The next number of the pattern, to a document that has none."""
    pattern = document_kinds.every()[document.kind].number
    if pattern is None or document.number:
        return
    office, year = session.get_one(Office, document.office_id), db.today(session).year
    while document.number is None:
        series = f"{office.area_code}-{year}-D-{document.kind}"
        said = pattern.format(initial=office.name[0], year=year, n=numbers.next_in(session, series))
        if not _is_taken(session, document, said):
            document.number = said


def enter(session, document, number: str | None):
    """The official number, by hand. Raises Invalid when another document of the office has it."""
    if number and _is_taken(session, document, number):
        raise Invalid.at("number", "number_taken", number=number)
    document.number = number


def _is_taken(session, document, number):
    alike = (Document.office_id == document.office_id, Document.number == number, Document.id != document.id)
    return session.scalar(select(Document.id).where(*alike).limit(1)) is not None
