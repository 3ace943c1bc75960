"""THE table of notices: event × moment × recipients, as data. Read by what makes them and by docs/notices.md."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

AT_ONCE = "at_once"
PATIENCE = timedelta(days=30)  # so long after its last moment a thing is still looked at, for a server that stood still


@dataclass(frozen=True, slots=True)
class Event:
    """``moments`` maps a moment to its recipients; ``acts`` are the ledger's entries that are told of at once, and
    ``once`` says that a person hears of the same record only the first time."""

    event: str
    moments: dict[str, tuple[str, ...]]
    acts: tuple[str, ...] = ()
    once: bool = False

    def moment(self, due_on: date, today: date) -> str | None:
        """The latest moment that has come, of what is due on that day; None while none has, or long after the last.

        Of moments that were missed only the latest is told: nobody needs three reminders on one morning.
        """
        come = [(days(moment), moment) for moment in self.moments if due_on + timedelta(days(moment)) <= today]
        if not come or due_on + timedelta(max(come)[0]) + PATIENCE < today:
            return None
        return max(come)[1]

    def window(self, today: date) -> tuple[date, date]:
        """Between which days a thing must be due for any moment to have come, and not long ago."""
        all_days = [days(moment) for moment in self.moments]
        return today - timedelta(max(all_days)) - PATIENCE, today - timedelta(min(all_days))


def days(moment: str) -> int:
    """Days from the day concerned: T-7 is -7, T is 0."""
    return int(moment.removeprefix("T") or 0)


def _event(row):
    moments = {moment: tuple(recipients) for moment, recipients in row["moments"].items()}
    return Event(row["event"], moments, tuple(row.get("acts", ())), row.get("once", False))


POLICY = {
    row["event"]: _event(row)
    for row in json.loads((Path(__file__).parent / "reference" / "notice_policy.json").read_text("utf-8"))["events"]
}
EVENTS = tuple(event for event, row in POLICY.items() if not any("agency" in who for who in row.moments.values()))
