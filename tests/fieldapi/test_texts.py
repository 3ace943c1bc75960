"""Every code that can leave has a sentence, in Chinese and in English."""

import ast
from pathlib import Path

from fieldapi import wire, words, words_clues, words_documents, words_services
from fieldapi.texts import SENTENCES, say
from geo import geometries
from inspections.lifecycle import MOVES
from inspections.models import (
    Answer,
    CaseState,
    CaseVerb,
    ClockState,
    ClockVerb,
    ClueState,
    ClueVerb,
    DisputeState,
    DisputeVerb,
    DocumentState,
    DocumentVerb,
    ImportState,
    InspectionStatus,
    ReassignmentState,
    ReceiptBasis,
    ServiceEventKind,
    ServiceState,
    ServiceVerb,
    ServiceWay,
    Status,
)
from inspections.permissions import PERMISSIONS

ROOT = Path(__file__).parent.parent.parent
#   what makes a refusal     which of its arguments is the code
MAKERS = {
    "NotFound": 0,
    "NotAllowed": 0,
    "NotSignedIn": 0,
    "Conflict": 0,
    "Unreadable": 0,
    "Need": 0,
    "PydanticCustomError": 0,
    "_another_than": 1,
    "_said": 1,
    "said": 1,
    "_record": 0,
    "_not_before": 1,
    "FieldError": 1,
    "Invalid.at": 1,
    "problem": 1,
    "report.error": 0,
    "report.warn": 0,
    "report.errors_at": 1,
    "BadFile": 0,
    "_Wrong": 0,
    "break_": 1,
    "break_where": 2,
    "_tell": 1,
}


def codes():
    for path in [path for package in ("fieldapi", "inspections", "geo") for path in ROOT.glob(f"{package}/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            position = MAKERS.get(name, MAKERS.get(name.split(".")[-1]))
            arguments = [] if position is None else node.args[position : position + 1]
            yield from (item.value for item in arguments if isinstance(item, ast.Constant))
            yield from (item.value.value for item in node.keywords if item.arg == "of")


def test_every_code_has_a_sentence():
    invalid = {code for code, _ in geometries.INVALID.values()}
    found = set(codes()) | invalid | {code for code, _ in wire.TYPES.values()} | wire.OURS

    assert len(found) > 50
    assert found <= SENTENCES.keys(), found - SENTENCES.keys()


def test_a_sentence_is_there_in_both_languages_and_needs_the_same(subtests):
    for code, (chinese, english) in SENTENCES.items():
        with subtests.test(code):
            assert chinese != english
            assert {part.split("}")[0] for part in chinese.split("{")[1:]} == {
                part.split("}")[0] for part in english.split("{")[1:]
            }
            assert say(code, "zh", {}) and say(code, "en", {})


def test_every_state_move_and_action_has_a_name():
    assert {*Status, *InspectionStatus, *ImportState, *ReassignmentState} == words.STATUSES.keys()
    assert MOVES.keys() == words.MOVES.keys()
    assert (set(words.DISPUTE_STATES), set(words.DISPUTE_MOVES)) == (set(DisputeState), set(DisputeVerb))
    assert (set(words.CASE_STATES), set(words.CASE_MOVES)) == (set(CaseState), set(CaseVerb))
    assert (set(words.CLOCK_STATES), set(words.CLOCK_MOVES)) == (set(ClockState), set(ClockVerb))
    assert (set(words_clues.CLUE_STATES), set(words_clues.CLUE_MOVES)) == (set(ClueState), set(ClueVerb))
    assert set(words_documents.DOCUMENT_STATES) == set(DocumentState)
    assert set(words_documents.DOCUMENT_MOVES) == set(DocumentVerb)
    assert set(words_services.STATES) == set(ServiceState)
    assert set(words_services.MOVES) == set(ServiceVerb)
    assert set(words_services.WAYS) == set(ServiceWay)
    assert set(words_services.EVENTS) == set(ServiceEventKind)
    assert set(words_services.BASES) == set(ReceiptBasis)
    assert set(words_services.ANSWERS) == set(Answer)
    assert PERMISSIONS.keys() == words.ACTIONS.keys()


def test_a_sentence_calls_states_and_moves_by_their_names():
    details = {"status": "claimed_fixed", "move": "close"}

    assert say("illegal_move", "zh", details) == "状态为“称已整改”的隐患不能“办结”。"
    assert say("illegal_move", "en", details) == "Not possible for a hazard that is claimed to be fixed: close."

    for action, chinese in (("case.suspend", "中止审查"), ("clock.suspend", "中止计算"), ("hazard.close", "办结")):
        assert f"“{chinese}”" in say("role_may_not", "zh", {"action": action})


def test_braces_in_what_was_sent_are_left_alone():
    assert "{0.__class__}" in say("duplicate_key", "en", {"key": "{0.__class__}"})
