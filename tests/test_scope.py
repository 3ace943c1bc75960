"""Every read of a scoped noun starts from its visible select (DESIGN §7): no other module selects whole ones.

Single columns may be selected elsewhere: an id check or a count hands no record out.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCOPED = {"Hazard", "Photo", "Inspection", "Finding", "FollowUp", "Participant", "InspectionHazard", "Choice"}
SCOPED |= {"PastAnswer", "Case", "CaseHazard", "CasePerson", "CaseStep", "Decision", "RecommendationItem"}
SCOPED |= {"Derivative", "OwnershipDispute", "DisputeStep", "Follower", "Import", "Asset", "Upload", "Card", "Clock"}
SCOPED |= {"Service", "AddressConfirmation", "ServiceBatch"}
SCOPED |= {"Notice", "OutgoingNotice", "Device", "Clue", "CluePhoto", "ClueReply", "Reporter"}
SCOPED |= {"Document", "DocumentVersion"}
PLACES = {"inspections/visibility.py"}
#        where                         what, and why
EXEMPT = {
    (
        "inspections/imports.py",
        "session.get_one(Import",
    ): "by a job or on the command line, which nobody asked over HTTP",
    (
        "inspections/imports.py",
        "select(Import)",
    ): "a repeat of the same file for the same office; the job's own row",
    ("inspections/findings.py", "session.get(Finding"): "a repeat of the same id; its inspection is asked for after",
    ("inspections/merges.py", "select(Hazard)"): "the duplicates of a hazard that the caller writes, wherever they are",
    ("inspections/followups.py", "select(FollowUp)"): "of one hazard that the caller has already",
    ("inspections/disputes.py", "select(OwnershipDispute, Hazard)"): "narrowed to visibility.hazards in it",
    ("inspections/reassignment_differences.py", "select(Hazard)"): "a job's, of the office for which a head asked",
    ("inspections/followers.py", "select(Follower, Person.name)"): "of one hazard that the caller was seen to see",
    (
        "inspections/uploads.py",
        "select(Upload)",
    ): "those that wait for the hazard just recorded, each by its own sender",
    ("inspections/observations.py", "select(Photo, Hazard)"): "later photos of the same office; only flags are set",
    (
        "inspections/conflicts.py",
        "select(Photo, Person.home_agency_id)",
    ): "of hazards that the caller writes; marks only",
    ("inspections/photos.py", "select(Photo, Hazard)"): "by a job: every photo that waits for these previews",
    ("inspections/derivatives.py", "select(Derivative)"): "of one photo that the caller has already",
    ("inspections/clearance.py", "select(Derivative)"): "of one photo that the caller has already",
    ("inspections/purges.py", "select(Derivative)"): "of the photos that the caller destroys",
    ("inspections/purges.py", "select(Photo)"): "of the same bytes, in the office where the caller may destroy them",
    ("inspections/purges.py", "select(Upload)"): "of bytes that were destroyed, whoever sent them",
    ("inspections/clocks.py", "select(Clock)"): "of one subject that the caller has already",
    (
        "inspections/calendar_changes.py",
        "select(Clock)",
    ): "every open clock that a new calendar concerns, each by its office",
    (
        "inspections/outgoing.py",
        "select(OutgoingNotice)",
    ): "one row, by the job that sends it or by the setting for routine",
    ("inspections/clues.py", "select(Clue)"): "by the code that only its sender has",
    ("inspections/reporters.py", "session.get(Reporter"): "of one clue, by acts that ask who works on it",
    (
        "inspections/address_confirmations.py",
        "select(AddressConfirmation)",
    ): "of the service that the caller has already",
    ("inspections/outgoing_services.py", "select(Service)"): "that of a letter which the caller has already",
    ("inspections/service_access.py", "select(Service)"): "by the agency, which has no account but number and code",
    ("inspections/service_access.py", "session.get(Service"): "the same, by the id that number and code led to",
    ("inspections/service_batches.py", "session.get_one(ServiceBatch"): "by a job, which nobody asked over HTTP",
    ("inspections/service_signing.py", "select(DocumentVersion)"): "of the service that the caller has already",
    ("inspections/replies.py", "select(Hazard)"): "one that the document is about, which the agency answers for",
    ("inspections/replies.py", "select(Photo)"): "one that the document shows, or that the agency sent itself",
    ("inspections/uploads.py", "session.get(Upload"): "by a job, which nobody asked over HTTP",
    ("inspections/devices.py", "session.get(Device"): "the one that speaks; that of somebody else is refused",
    ("inspections/sync.py", "session.get_one(Device"): "of an item that waits, for whom it is done",
}
READS = {"select", "query", "get", "get_one"}


def whole_reads(path):
    """Calls of select, query, get and get_one that name a scoped model itself."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or ast.unparse(node.func).split(".")[-1] not in READS:
            continue
        if any(ast.unparse(argument).split(".")[-1] in SCOPED for argument in node.args):
            yield node


@pytest.mark.parametrize("package", ["fieldapi", "inspections"])
def test_whole_records_are_selected_in_one_place(package):
    found = [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for path in sorted((ROOT / package).rglob("*.py"))
        if (name := path.relative_to(ROOT).as_posix()) not in PLACES
        for node in whole_reads(path)
        if not any(name == place and ast.unparse(node).startswith(code) for place, code in EXEMPT)
    ]

    assert not found, "\n" + "\n".join(found)


def test_the_exemptions_are_still_needed():
    for place, code in EXEMPT:
        assert any(ast.unparse(node).startswith(code) for node in whole_reads(ROOT / place)), (place, code)


def test_the_rule_finds_what_it_forbids(tmp_path):
    strayed = tmp_path / "strayed.py"
    strayed.write_text("session.get(models.Hazard, id_)\nselect(Photo).where(x)\nselect(Hazard.id)\n")

    assert [node.lineno for node in whole_reads(strayed)] == [1, 2]
