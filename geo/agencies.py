"""The directory of agencies on a given day: who was in force, and who had taken over from whom.

An agency is any organisation that can answer for something: agency, government, company, unit or village.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from . import area_codes

REMEMBERED = 10_000  # answers that need not be looked up again


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation of the area ``area_code``. Both validity dates are included; None is open."""

    id: UUID
    name: str
    kind: str
    area_code: str
    functions: frozenset[str]
    valid_from: date | None
    valid_to: date | None
    successor_id: UUID | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers on a day, and if that is a successor, a Chinese sentence saying from whom it took over."""

    agency: Agency
    note: str = ""


class Directory:
    """Looks agencies up as they were on a day.

    ``with_function(function, place, on)`` gives who has *function* over the area code *place*, of the nearest level
    that has anybody: township before county, city, province and country.
    """

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = tuple(sorted(agencies, key=lambda agency: agency.id))
        self._by_id = {agency.id: agency for agency in self.agencies}
        self._by_area: dict[str, list[Agency]] = {}
        for agency in self.agencies:
            self._by_area.setdefault(area_codes.significant(agency.area_code), []).append(agency)
        self.with_function = lru_cache(REMEMBERED)(self._with_function)

    def holder(self, agency_id: UUID, on: date, function: str | None = None) -> Holder | None:
        """Return the agency itself or the successor in force on the day; None if there is neither.

        With a *function*: who holds it now. A successor that began with the succession (a renaming, a reform) and
        lists functions says itself what it is for; any other takes over what its predecessor was for.
        """
        named = current = self._by_id.get(agency_id)
        seen = set()
        while current is not None and not in_force(current.valid_from, current.valid_to, on):
            if current.id in seen:
                return None
            seen.add(current.id)
            ended, current = current, self._by_id.get(current.successor_id)
            if function and current and _restated(ended, current) and function not in current.functions:
                return None
        if current is None:
            return None
        same = current.name == named.name
        return Holder(current, "" if same else f"原{named.name}的职责由{current.name}承接。")

    def _with_function(self, function: str, place: str, on: date) -> list[Holder]:
        for code in area_codes.around(place):
            found = self._holders((a for a in self._by_area.get(code, ()) if function in a.functions), on, function)
            if found:
                return found
        return []

    def governments(self, area_code: str, on: date) -> list[Holder]:
        """Return the governments of exactly this area."""
        here = self._by_area.get(area_codes.significant(area_code), ())
        return self._holders((agency for agency in here if agency.kind == "government"), on)

    def _holders(self, agencies: Iterator[Agency], on: date, function: str | None = None) -> list[Holder]:
        found: dict[UUID, Holder] = {}
        for agency in agencies:
            holder = self.holder(agency.id, on, function)
            # An agency that holds the office itself needs no note about a predecessor that merged into it.
            if holder and (holder.agency.id not in found or not holder.note):
                found[holder.agency.id] = holder
        return list(found.values())


def _restated(ended: Agency, successor: Agency) -> bool:
    began = ended.valid_to and successor.valid_from and ended.valid_to < successor.valid_from
    return bool(began and successor.functions)


def in_force(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    """Return whether the day lies in the period, first and last day included."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


def period(valid_from: date | None, valid_to: date | None) -> str:
    """Return a bounded period in Chinese, such as 自 2025-01-01 起至 2025-12-31 止."""
    return (f"自 {valid_from} 起" if valid_from else "") + (f"至 {valid_to} 止" if valid_to else "")
