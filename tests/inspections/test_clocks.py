"""Clocks through the domain: what starts them, what moves them, and what never does."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from inspections import calendar_changes, calendars, clocks, hazards, people, regimes
from inspections.errors import Conflict, Invalid
from inspections.models import ClockOutcome, ClockState, Office, Person

ON_SQLITE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
FIRST = "第一次延长，报检察长批准"


@pytest.fixture
def on_a_hazard(database, li):
    """Do *act* with the session, Li and a hazard of hers, in one transaction."""
    hazard_id = UUID(li.record(type="manhole.displaced")["id"])

    def do(act):
        def acting(session):
            actor = people.actor(session, session.scalar(select(Person).where(Person.username == li.username)))
            return act(session, actor, hazards.get(session, actor, hazard_id, lock=True))

        return database.write(acting)

    return do


def started(session, actor, hazard, kind="reply", event="recommendation.received", on=date(2026, 6, 29), **said):
    return clocks.start(session, actor, kind, hazard, office_id=hazard.office_id, event=event, on=on, **said)


@ON_SQLITE
def test_a_reply_clock_starts_at_receipt_and_says_by_which_rule_and_calendar(on_a_hazard):
    clock = on_a_hazard(started)

    assert (clock.due_on, clock.provisional, clock.calendar) == (date(2026, 8, 31), False, ["CN-2026"])
    assert (clock.regime, clock.state, clock.rule["mark"]) == ("R2021.1", ClockState.RUNNING, "T4")
    assert "第二十一条" in clock.rule["article"]


@ON_SQLITE
def test_no_clock_starts_from_a_sending_whatever_its_kind(on_a_hazard):
    for kind in regimes.kinds():
        with pytest.raises(Invalid):
            on_a_hazard(lambda *them, kind=kind: started(*them, kind=kind, event="recommendation.sent"))
    for regime in regimes.every():
        assert not any("sent" in event for rule in regime.clocks.values() for event in rule.started_by)


@ON_SQLITE
def test_a_second_receipt_does_not_move_the_clock(on_a_hazard):
    on_a_hazard(started)

    with pytest.raises(Conflict, match="clock_runs"):
        on_a_hazard(lambda *them: started(*them, on=date(2026, 6, 28)))


@ON_SQLITE
def test_an_urgent_clock_needs_a_reason_and_who_decided(on_a_hazard):
    for said in ({}, {"urgent_reason": "损害持续扩大"}):
        with pytest.raises(Invalid):
            on_a_hazard(lambda *them, said=said: started(*them, kind="urgent_reply", **said))

    def decided(session, actor, hazard):
        said = {"urgent_reason": "损害持续扩大", "decided_by": actor.person_id}
        return started(session, actor, hazard, kind="urgent_reply", **said)

    assert on_a_hazard(decided).due_on == date(2026, 7, 14)


@ON_SQLITE
def test_what_was_posted_in_time_is_in_time(on_a_hazard, clock):
    on_a_hazard(started)
    clock.advance(days=66)

    def ended(session, actor, hazard):
        running = clocks.running(session, hazard, "reply")
        return clocks.end(session, actor, running, on=date(2026, 9, 2), posted_on=date(2026, 8, 31))

    assert on_a_hazard(ended).outcome is ClockOutcome.MET


@ON_SQLITE
def test_nothing_ends_tomorrow_before_it_began_or_is_posted_after_it_came(on_a_hazard):
    on_a_hazard(lambda *them: started(*them, on=date(2026, 6, 28)))
    today = date(2026, 6, 29)

    for said in ({"on": date(2026, 6, 30)}, {"on": date(2026, 6, 27)}, {"on": today, "posted_on": date(2026, 6, 30)}):
        with pytest.raises(Invalid):
            on_a_hazard(lambda s, a, h, said=said: clocks.end(s, a, clocks.running(s, h, "reply"), **said))
    missed = on_a_hazard(
        lambda s, a, h: clocks.end(s, a, clocks.running(s, h, "reply"), on=today, outcome=ClockOutcome.MISSED)
    )
    assert (missed.outcome, missed.state) == (ClockOutcome.MISSED, ClockState.ENDED)


@ON_SQLITE
def test_the_reply_date_cannot_be_extended_or_suspended(on_a_hazard):
    on_a_hazard(started)

    for move in (clocks.extend, lambda *them, **said: clocks.suspend(*them, on=date(2026, 6, 29), **said)):
        with pytest.raises(Conflict):
            on_a_hazard(lambda s, a, h, move=move: move(s, a, clocks.running(s, h, "reply"), reason="来函请求"))


@ON_SQLITE
def test_a_review_is_extended_by_the_steps_of_its_rule_and_the_pause_does_not_count(on_a_hazard, clock):
    on_a_hazard(lambda *them: started(*them, kind="review", event="case.rectification_ended"))

    def act(name, **said):
        return on_a_hazard(lambda s, a, h: getattr(clocks, name)(s, a, clocks.running(s, h, "review"), **said))

    assert act("extend", reason=FIRST).due_on == date(2026, 8, 31)  # 29 July, 29 August, which is a Saturday
    clock.advance(days=10)
    assert act("suspend", on=date(2026, 7, 4), reason="委托鉴定", ground="appraisal").state is ClockState.SUSPENDED
    assert act("resume", on=date(2026, 7, 9), reason="收到鉴定意见").due_on == date(2026, 9, 3)
    with pytest.raises(Invalid):
        act("extend", reason="再次延长", days=20)  # who approved it?
    assert act("extend", reason="再次延长", days=20, by="德州市院〔2026〕3号").due_on == date(2026, 9, 23)


@ON_SQLITE
def test_a_calendar_that_arrives_makes_provisional_dates_firm_and_leaves_ended_clocks_alone(on_a_hazard, clock):
    clock.at = datetime(2026, 12, 30, 2, tzinfo=UTC)

    def both(session, actor, hazard):
        done = started(session, actor, hazard, on=date(2026, 12, 30))
        clocks.end(session, actor, done, on=date(2026, 12, 30))
        return done.id, started(session, actor, hazard, on=date(2026, 12, 30)).id

    done_id, open_id = on_a_hazard(both)

    def arrives(session, actor, hazard):
        office = session.get_one(Office, hazard.office_id)
        days = [{"date": "2027-02-27", "name": "调休", "isOffDay": False}]
        days += [{"date": "2027-03-01", "name": "假日", "isOffDay": True}]
        row = calendars.draw_up(
            session, actor.person_id, office, 2027, days, papers=["国办发明电〔2026〕9号"], reason="通知下发"
        )
        session.add(row)
        session.flush()
        changed = calendar_changes.recompute(session, actor, row)
        return [(one.id, one.due_on, one.provisional, one.calendar) for one in changed], clocks.get(
            session, actor, done_id
        )

    changed, done = on_a_hazard(arrives)
    assert changed == [(open_id, date(2027, 3, 2), False, ["qingyun-2027.1"])]
    assert (done.due_on, done.provisional) == (date(2027, 3, 1), True)


def test_the_law_to_come_is_a_template_that_answers_nothing():
    law = next(regime for regime in regimes.every() if regime.code == "PPIL_LAW")

    assert not law.enabled
    assert regimes.rule("reply", date(2026, 11, 24), "371423")[0].code == "R2021"
    assert regimes.document_name("PPIL_LAW", "pre_suit_document")["kind"] == "opinion"
    assert regimes.document_name("R2021", "pre_suit_document")["kind"] == "recommendation"


def test_the_unit_of_a_petitions_first_answer_depends_on_the_place():
    assert regimes.rule("petition_reply", date(2026, 6, 29), "371423")[1].unit == "day"
    assert regimes.rule("petition_reply", date(2026, 6, 29), "350102")[1].unit == "workday"


def test_every_period_of_the_domain_reference_is_there_and_says_its_article():
    rules = [rule for regime in regimes.every() for rule in regime.clocks.values()]
    marks = {rule.mark for rule in rules} | {row["mark"] for rule in rules for row in rule.exclusions}

    assert marks - {None} == {f"T{number}" for number in range(1, 13)} | {"T4u", "T5x"}
    assert all(rule.article and rule.started_by and rule.name_zh != rule.name_en for rule in rules)
