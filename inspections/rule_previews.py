"""What a change of rules would change, without writing it."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from geo.rules import Rule as MapRule
from geo.rules import doubles

from . import db, differences, rules
from .differences import Difference
from .models import Rule
from .responsibility import map_rule


@dataclass(frozen=True, slots=True)
class Preview:
    """*asked* open hazards, those that differ, and pairs of codes that say the same conditions with the same rank."""

    on: date
    asked: int
    differences: list[Difference]
    doubles: list[tuple[str, str]]

    @property
    def counts(self) -> Counter:
        """How many hazards go, in one role, from some agencies to others: ``(role, before, after)`` → n."""
        return Counter(
            (shift.role, differences.names(shift.before), differences.names(shift.after))
            for difference in self.differences
            for shift in difference.shifts
        )


def preview(session, actor, maps, draft) -> Preview:
    """Ask about the open hazards that the actor sees with the rules as they are, and as *draft* would make them.

    Raises what the writes themselves would: Invalid with the path inside *draft*, NotAllowed, Stale, Conflict.
    """
    changes = [
        *(rules.plan_addition(session, actor, rule, f"added.{at}.") for at, rule in enumerate(draft.added)),
        *(rules.plan_amendment(session, actor, code, rule, f"amended.{code}.") for code, rule in draft.amended.items()),
        *(rules.plan_end(session, actor, code, rule, f"ended.{code}.") for code, rule in draft.ended.items()),
    ]
    on = draft.on or max([db.today(session), *(change.first_day for change in changes if change.first_day)])
    before = maps.current(session)
    changed, begun = _changed(session, changes)
    hazards = differences.open_hazards(session, actor, on)
    found = differences.between(session, before, before.with_rules(changed), hazards)
    pairs = [(new.code, other.code) for new in begun for other in changed if doubles(new, other)]
    return Preview(on, len(hazards), found, pairs)


def _changed(session, changes) -> tuple[list[MapRule], list[MapRule]]:
    """All rules after the changes, and those of them that begin."""
    last_days = {change.ended.id: change.last_day for change in changes if change.ended}
    kept = []
    for row in session.scalars(select(Rule).order_by(Rule.code, Rule.version)):
        rule = map_rule(row)
        kept.append(replace(rule, valid_to=last_days[row.id]) if row.id in last_days else rule)
    begun = [map_rule(change.begun) for change in changes if change.begun]
    return kept + begun, begun
