"""The worked explanation in docs/responsibility.md is the answer that the demonstration county gives."""

import json
import re
from pathlib import Path

import pytest

DOCUMENT = (Path(__file__).parents[2] / "docs" / "responsibility.md").read_text("utf-8")
WELL = {
    **{"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": 6, "on": "2026-06-29"},
    **{"type": "manhole.net_missing", "asset_kind": "telecom", "place_kind": "sidewalk"},
}


@pytest.fixture
def answer(li):
    return li.get("/responsibility", **WELL)


def table(heading):
    """The rows of the table that has this heading, as lists of cells."""
    lines = DOCUMENT.partition(f"| {heading} |")[2].splitlines()[2:]
    rows = lines[: next(number for number, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def cells(*values):
    return ["" if value is None else str(value) for value in values]


def rule_of(row):
    return f"{row['rule']} v{row['version']}" if row["version"] else row["rule"]


def test_the_candidates_of_the_document_are_those_of_the_answer(answer):
    rows = [
        cells(row["role"], row["agency"]["name"], row["source"], row["rule"], row["verified"], row["confidence"])
        for row in answer["responsibilities"]
    ]

    assert table("role | candidate | source | rule | verified | confidence") == rows


def test_what_was_looked_at_in_the_document_is_what_was_looked_at(answer):
    rows = [
        cells(row["role"], row["outcome"], row["source"], rule_of(row), row["level"], row["why"])
        for row in answer["considered"]
    ]

    assert table("role | outcome | source | rule | level | why") == rows


def test_the_rows_in_full_of_the_document_are_rows_of_the_answer(answer):
    whole = [row | {"agency": row["agency"]["name"]} for row in answer["responsibilities"]]
    quoted = [json.loads(block) for block in re.findall(r"```json\n(.+?)```", DOCUMENT, re.S)]

    assert quoted
    assert all(row in [*whole, *answer["considered"]] for row in quoted)


def test_the_question_of_the_document_is_the_one_that_was_asked():
    (asked,) = re.findall(r"GET /api/v1/responsibility\?(\S+)", DOCUMENT)

    assert dict(part.split("=") for part in asked.split("&")) == {name: str(value) for name, value in WELL.items()}
