"""The words of the web app: labels in both languages, words for codes of the API, a form for every move."""

import json
import re
from pathlib import Path

import pytest

from fieldapi import web
from inspections import clue_moves, dispute_moves, models, service_moves
from inspections.case_moves import COMMON, MOVES
from inspections.models import decisions, followups
from inspections.sync_kinds import KINDS

APP = Path(web.FOLDER) / "app"
REFERENCE = Path(models.__file__).parent.parent / "reference"
QUOTED = r'"(?:[^"\\]|\\.)*"'
PAIR = re.compile(rf'("[^"]+"|\w+): \[\s*({QUOTED}),\s*({QUOTED}),?\s*\]')
GROUP = re.compile(r"^  (\w+): \{(?: ([^\n]*) \}|\n(.*?)^  \}),$", re.DOTALL | re.MULTILINE)
ASKED = re.compile(r'\bt\("(\w+)"|\bt\([^()]*?\? "(\w+)" : "(\w+)"')
FORM = re.compile(r"^  (\w+): \[\[(.*?)\](, DECIDED)?\],$", re.MULTILINE)
PLAIN_FORM = re.compile(r"^  (\w+): \[(.*?)\],$", re.MULTILINE)
ENUMS = {
    "status": models.Status,
    "severity": models.Severity,
    "follow_up_reason": followups.FollowUpReason,
    "inspection_status": models.InspectionStatus,
    "inspection_kind": models.InspectionKind,
    "verdict": models.Verdict,
    "case_state": models.CaseState,
    "case_move": models.CaseVerb,
    "case_track": models.Track,
    "case_basis": models.BasisLevel,
    "case_proposal": models.CaseProposal,
    "legal_field": models.LegalField,
    "secrecy_level": models.SecrecyLevel,
    "item_state": models.ItemState,
    "closure_reason": models.ClosureReason,
    "nonperformance_ground": models.NonperformanceGround,
    "service_mode": models.ServiceMode,
    "receipt_basis": models.ReceiptBasis,
    "report_about": models.ReportAbout,
    "relapse_action": models.RelapseAction,
    "participant_role": models.ParticipantRole,
    "signature_way": models.SignatureWay,
    "dispute_state": models.DisputeState,
    "dispute_move": models.DisputeVerb,
    "document_state": models.DocumentState,
    "document_move": models.DocumentVerb,
    "document_subject": models.SubjectKind,
    "clue_state": models.ClueState,
    "clue_move": models.ClueVerb,
    "clue_source": models.ClueSource,
    "no_reply_reason": models.NoReplyReason,
    "reply_kind": models.ReplyKind,
    "reply_channel": models.ReplyChannel,
    "service_way": models.ServiceWay,
    "service_state": models.ServiceState,
    "service_move": models.ServiceVerb,
    "service_event": models.ServiceEventKind,
    "reply_answer": models.Answer,
    "layer_kind": models.LayerKind,
    "import_state": models.ImportState,
    "decision_way": decisions.DecisionWay,
    "item_kind": KINDS,
}


def _pairs(text):
    """Key -> (Chinese, English) of a table; none may be written otherwise or twice."""
    found = PAIR.findall(text)
    keys = [key.strip('"') for key, _, _ in found]
    assert len(set(keys)) == len(keys)
    return {key: (zh[1:-1], en[1:-1]) for key, (_, zh, en) in zip(keys, found, strict=True)}


def test_every_label_is_there_in_both_languages_and_every_label_asked_for_is_there():
    tables = [path.read_text("utf-8") for path in APP.glob("texts*.js")]
    texts = [_pairs(table) for table in tables]
    assert sum(len(PAIR.findall(table)) for table in tables) == sum(table.count(": [") for table in tables) - len(
        tables
    )
    assert all(zh and en for table in texts for zh, en in table.values())
    known = {key for table in texts for key in table}
    assert len(known) == sum(map(len, texts))

    asked = {
        key for path in APP.glob("*.js") for found in ASKED.findall(path.read_text("utf-8")) for key in found if key
    }

    assert asked - known == set()


def test_every_code_of_the_api_has_its_words():
    source = "".join(path.read_text("utf-8") for path in APP.glob("codes*.js"))
    groups = {name: _pairs(line or lines) for name, line, lines in GROUP.findall(source)}

    missing = {name: {str(code) for code in enum} - groups[name].keys() for name, enum in ENUMS.items()}

    assert {name: codes for name, codes in missing.items() if codes} == {}


def test_every_type_found_in_streets_has_a_picture_of_its_own():
    source = (APP / "pictograms.js").read_text("utf-8").partition("DRAWN = {")[2]
    drawn = dict(re.findall(r'^  "?([\w.]+)"?: (["`][^"`]+["`]),$', source, re.MULTILINE))
    types = json.loads((REFERENCE / "hazard_types.json").read_text("utf-8"))

    assert len(set(drawn.values())) == len(drawn)
    assert {one["family"] for one in types} <= drawn.keys()
    assert {one["code"] for one in types if one["family"] == "manhole"} <= drawn.keys()


def test_the_form_of_each_move_of_a_case_asks_for_what_the_move_takes():
    source = (APP / "case-moves.js").read_text("utf-8").partition("CASE_MOVE_FORMS")[2].partition("\n};")[0]
    forms = {verb: (re.findall(r'"(\w+)!?"', fields), decided) for verb, fields, decided in FORM.findall(source)}

    assert forms.keys() == {str(verb) for verb in MOVES}
    for verb, move in MOVES.items():
        fields, decided = forms[verb]
        assert set(fields) == (move.takes - {"recorded"}) | {"note"}, verb
        assert bool(decided) == (move.decision is not None), verb
    assert {"note"} < COMMON


def test_the_form_of_each_move_of_a_dispute_asks_for_what_the_move_takes():
    source = (APP / "dispute.js").read_text("utf-8").partition("DISPUTE_FORMS")[2].partition("\n};")[0]
    forms = {verb: set(re.findall(r'"(\w+)!?"', fields)) for verb, fields in PLAIN_FORM.findall(source)}

    assert forms == {str(move.verb): move.takes | {"note"} for move in dispute_moves.MOVES}


@pytest.mark.parametrize(
    ("file", "table", "moves"),
    [
        ("clue-moves.js", "CLUE_MOVE_FORMS", clue_moves.MOVES),
        ("service-moves.js", "SERVICE_MOVE_FORMS", service_moves.MOVES),
    ],
)
def test_the_form_of_each_move_of_a_clue_or_service_asks_for_what_the_move_takes(file, table, moves):
    source = (APP / file).read_text("utf-8").partition(table)[2].partition("\n};")[0]
    forms = {verb: set(re.findall(r'"(\w+)!?"', fields)) for verb, fields in PLAIN_FORM.findall(source)}

    assert forms == {str(move.verb): move.takes | {"note"} for move in moves.values()}
