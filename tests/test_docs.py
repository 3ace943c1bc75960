"""What the documents say is checked against what is so."""

import re
from pathlib import Path

import pytest

from fieldapi.cli import cli
from inspections.lifecycle import MOVES

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md"]
LINK = re.compile(r"\]\(([^)#:]+)\)")


def test_the_drawing_of_a_hazards_life_is_the_table():
    drawn = re.findall(r"^    (\w+) --> (\w+): (\w+)$", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.M)

    table = [(source, move.target, move.verb) for move in MOVES.values() for source in move.sources]
    assert sorted(drawn) == sorted(table)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document):
    for target in LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


def test_the_readme_names_every_command():
    text = (ROOT / "README.md").read_text("utf-8")

    for name in cli.commands:
        assert f"`{name}" in text, name
