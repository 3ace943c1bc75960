"""What the documents say is checked against what is so."""

import re
from pathlib import Path

import pytest

from fieldapi import permission_page
from fieldapi.cli import cli
from inspections import (
    case_moves,
    clock_moves,
    clue_moves,
    dispute_moves,
    document_kinds,
    document_moves,
    inspection_moves,
    notice_policy,
    regimes,
    service_moves,
)
from inspections.lifecycle import MOVES

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md"]
LINK = re.compile(r"\]\(([^)#:]+)\)")


def drawn(heading, name="architecture"):
    """The arrows drawn under a heading of that page: (from, to, verb)."""
    page = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
    (section,) = [part for part in page.split("\n## ") if part.startswith(heading)]
    return sorted(re.findall(r"^    (\w+) --> (\w+): (\w+)$", section, re.M))


def test_the_drawing_of_a_hazards_life_is_the_table():
    table = [(source, move.target, move.verb) for move in MOVES.values() for source in move.sources]
    assert drawn("The life of a hazard") == sorted(table)


def test_the_drawing_of_a_dispute_is_the_table_without_the_moves_that_stay():
    table = [(source, move.target, move.verb) for move in dispute_moves.MOVES for source in move.sources if move.target]

    assert drawn("Whose it is") == sorted(table)


def test_the_drawing_of_a_case_is_the_table_without_the_moves_that_stay():
    table = [(source, move.target, move.verb) for move in case_moves.MOVES.values() for source in move.sources]

    assert drawn("The life of a case", "cases") == sorted(row for row in table if row[1])


def test_the_drawing_of_a_clue_is_the_table_without_the_moves_that_stay():
    table = [(source, move.target, move.verb) for move in clue_moves.MOVES.values() for source in move.sources]

    assert drawn("From the register to a case", "clues") == sorted(row for row in table if row[1])


def test_the_drawing_of_an_inspection_is_the_table():
    moves = inspection_moves.MOVES.values()
    table = [(source, move.target, move.verb) for move in moves for source in move.sources]

    assert drawn("The life of an inspection", "inspections") == sorted(table)


def test_the_drawing_and_the_table_of_documents_are_the_data():
    moves = [(move.source, move.target, verb) for verb, move in document_moves.MOVES.items()]
    assert drawn("The life of a document", "documents") == sorted(moves)
    page = (ROOT / "docs" / "documents.md").read_text("utf-8")
    rows = [
        f"| `{kind.kind}` | {kind.title} | {', '.join(sorted(kind.subjects))} | {', '.join(sorted(kind.approvers))} |"
        for kind in document_kinds.every().values()
    ]
    assert [line for line in page.splitlines() if line.startswith("| `")] == rows


def test_the_drawing_of_a_service_is_the_table_without_the_moves_that_stay():
    table = [(source, move.target, move.verb) for move in service_moves.MOVES.values() for source in move.sources]

    assert drawn("The life of a service", "services") == sorted(row for row in table if row[1])


def clock_row(regime, rule):
    """A row of the table in docs/clocks.md."""
    more = {
        f"for {', '.join(f'`{code}`' for code in rule.hazard_types)}": rule.hazard_types,
        "in time is what was posted in time": rule.by_posting,
        "urgent: needs a reason and who decided": rule.urgent,
        "extended by the chief, then as a superior approves": rule.extensions,
        f"does not count: {', '.join(row['ground'] for row in rule.exclusions)}": rule.exclusions,
        "ended by hand": rule.ended_by_hand,
        "not verified": not rule.verified,
    }
    said = "; ".join(text for text, holds in more.items() if holds)
    starts = ", ".join(f"`{event}`" for event in rule.started_by)
    length = f"{rule.count} {rule.unit}{'s' if rule.count > 1 else ''}"
    where = f"{regime.code} {regime.area_code}"
    return f"| `{rule.kind}` | {rule.mark or ''} | {length} | {starts} | {rule.article} | {where} | {said} |"


def test_the_table_of_clocks_is_the_data():
    page = (ROOT / "docs" / "clocks.md").read_text("utf-8")
    rows = [clock_row(regime, rule) for regime in regimes.every() for rule in regime.clocks.values()]

    assert [line for line in page.splitlines() if line.startswith("| `") and line.count("|") == 8] == rows
    assert all(f"`{verb}`" in page for verb in clock_moves.MOVES)


def test_the_table_of_notices_is_the_policy():
    page = (ROOT / "docs" / "notices.md").read_text("utf-8")
    rows = [
        f"| `{row.event}` | {', '.join(map('`{}`'.format, row.acts))} | {moment.replace('_', ' ')} | {', '.join(who)} |"
        for row in notice_policy.POLICY.values()
        for moment, who in row.moments.items()
    ]

    assert [line for line in page.splitlines() if line.startswith("| `")] == rows


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document):
    for target in LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


def test_the_readme_names_every_command():
    text = (ROOT / "README.md").read_text("utf-8")

    for name in cli.commands:
        assert f"`{name}" in text, name


def test_the_page_of_permissions_is_the_table():
    assert (ROOT / "docs" / "permissions.md").read_text("utf-8") == permission_page.page()
