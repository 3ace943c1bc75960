"""Whose home agency becomes concerned after an upload: the upload is marked by whatever act names the agency."""

import pytest

from tests.case_steps import LAW_AGENCY, amend, clue
from tests.dispute_steps import COUNTY, WATER, designate, opened
from tests.fieldapi.test_invitations import enter, invite, outing, send
from tests.handover import AFTER, BESIDE_THE_SCHOOL, apply, computed, hand_over
from tests.steps import again, agency

pytestmark = pytest.mark.slow  # jobs


def sent(app, li, home, **changes):
    """A hazard with an upload of Wang, whose home agency has nothing to do with it."""
    inspection, _ = outing(li)
    hazard = li.record(inspection_id=inspection["id"], **changes)
    wang = enter(app, invite(li, inspection, home_agency_id=agency(li, home))["code"])
    send(wang, inspection, hazard)
    assert mark(li) is None
    return hazard


def mark(li):
    (row,) = li.get("/contributions")["items"]
    return row["conflict"]


def test_a_reassignment_that_names_the_home_agency_marks_what_it_sent(app, li, chen, work, database):
    hazard = sent(app, li, AFTER, location=BESIDE_THE_SCHOOL)
    hand_over(database)

    apply(chen, computed(chen, work))
    work()

    assert mark(li) == "candidate"
    (told,) = [row for row in li.get(f"/hazards/{hazard['id']}/timeline")["items"] if "conflict" in row["type"]]
    assert (told["type"], told["payload"]["now"]) == ("photo.conflict_reviewed", "candidate")


def test_a_respondent_who_is_named_later_marks_what_that_body_sent(app, li):
    hazard = sent(app, li, COUNTY)
    li.move(again(li, hazard), "confirm", unknown_owner=True, note="字样不清")
    case = clue(li, respondent=None, hazards=[hazard])
    assert mark(li) is None

    amend(li, case, respondent_id=agency(li, COUNTY))
    named = mark(li)
    amend(li, case, respondent_id=agency(li, LAW_AGENCY))

    assert (named, mark(li)) == ("respondent", None)  # evaluated anew each time; the ledger keeps both


def test_a_designation_marks_what_the_designated_agency_sent(app, li):
    hazard = sent(app, li, WATER)
    opened(li, hazard)

    assert designate(li, hazard)["owner"]["name"] == WATER

    assert mark(li) == "candidate"
