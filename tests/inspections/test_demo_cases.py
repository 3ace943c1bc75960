"""The cases of the demonstration, checked as data: played, they are checked by every move that they make."""

from inspections.demo import county, lawsuits
from inspections.models import CaseVerb

COUNTY = county.read()
HAZARDS = {row["key"]: row for row in COUNTY["hazards"]}
AGENCIES = {row["key"]: row for row in COUNTY["agencies"]}


def test_the_cases_of_the_demonstration_are_about_its_hazards_and_made_of_known_moves():
    for case in lawsuits.read():
        days = [step[0] for step in case["steps"]]
        assert set(case["hazards"]) <= HAZARDS.keys()
        assert all(HAZARDS[key]["days_ago"] > days[0] for key in case["hazards"])
        assert case["respondent"] is None or AGENCIES[case["respondent"]]["kind"] == "agency"
        assert days == sorted(days, reverse=True)
        assert {step[1] for step in case["steps"]} <= {*CaseVerb, "register", "draft"}
        assert "示意" in case["title"]
