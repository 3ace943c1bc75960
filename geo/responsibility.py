"""Responsibility: place + kind → who, and why.

Three roles, each with candidates to be checked (建议核实对象) and their reasons. Sources of evidence are asked in
the order of EVIDENCE; every hit is kept. Areas, agencies, rules and zones count as they were on the day asked
about, so an answer can be given again for any past date.

An answer depends on the spot only through the areas that cover it, the areas whose edge its accuracy circle touches,
and the round radius; on the day only through what was in force. `answer_many` rests on that, and so must every text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property

from . import area_codes, bulk, digest, evidence, footprints, offline, zones
from .agencies import Agency, Directory, in_force
from .answers import (
    Answer,
    Candidate,
    Confidence,
    Considered,
    Flag,
    Outcome,
    Question,
    Role,
    Source,
)
from .areas import Area, AreaIndex
from .evidence import Hits, Records
from .places import Place, locate, other_sides, smallest
from .rules import Rule
from .zones import Zone

__all__ = [
    "Agency",
    "Answer",
    "Candidate",
    "Confidence",
    "Considered",
    "Flag",
    "Outcome",
    "Question",
    "ResponsibilityMap",
    "Role",
    "Rule",
    "Source",
]


SENSITIVE_M = 200.0  # domain §3.5
EDITION = (
    1  # counted up when the same map would answer otherwise than before: then every kept answer is asked about anew
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source of evidence; one that is ``only_if_none`` counts when those before it found nobody."""

    source: Source
    ask: Callable[[Records, Place, Question, Role], Hits]
    only_if_none: bool


EVIDENCE = (
    Evidence(Source.ASSET, evidence.by_asset, only_if_none=False),
    Evidence(Source.ZONE, evidence.by_zone, only_if_none=False),
    Evidence(Source.RULE, evidence.by_rule, only_if_none=False),
    Evidence(Source.AREA_DEFAULT, evidence.by_area_default, only_if_none=True),
    Evidence(Source.UNKNOWN, evidence.by_nobody, only_if_none=True),
)


class ResponsibilityMap:
    """Areas, rules and agencies of one version. Immutable, and safe to share between threads.

    Raises BadZone when a zone among the areas cannot be read.
    """

    def __init__(self, areas: AreaIndex, rules: Iterable[Rule], agencies: Iterable[Agency]) -> None:
        rules = sorted(rules, key=lambda rule: rule.code)
        directory = Directory(agencies)
        self._areas = areas
        self._zones = {area: zones.read(area) for area in areas.areas if zones.is_zone(area)}
        self._epochs = bulk.Epochs([*areas.areas, *self._zones.values(), *rules, *directory.agencies])
        self._records = Records({role: [r for r in rules if r.role == role] for role in Role}, directory)
        rows = [digest.canonical(asdict(row)) for row in (*rules, *directory.agencies)]
        self.versions = {"areas": areas.version, "rules": digest.of([*rows, b"edition %d" % EDITION])}
        self.version = digest.of(version.encode() for version in self.versions.values())

    def with_rules(self, rules: Iterable[Rule]) -> "ResponsibilityMap":
        """Return a map of the same areas and agencies with other rules."""
        return ResponsibilityMap(self._areas, rules, self._records.directory.agencies)

    @cached_property
    def footprint(self) -> footprints.Footprint:
        """What the map rests on, to be compared with that of another."""
        rules = [rule for rows in self._records.rules.values() for rule in rows]
        agencies = self._records.directory.agencies
        return footprints.of(self.versions, self._areas, self._zones, rules, agencies, EDITION)

    def answer(self, question: Question) -> Answer:
        """Say who may answer for the question's spot, per role at least one row, and why."""
        return self._answered(
            self._areas.at(question.lon, question.lat),
            self._areas.touched(question.lon, question.lat, question.radius_m),
            question,
        )

    def answer_many(self, questions: bulk.Questions) -> tuple[object, list[Answer]]:
        """Answer many questions at once, each exactly as `answer` would.

        Returns an array with the number of the answer for each question, and the answers. Questions that the map
        cannot tell apart share an answer, so the cost follows the number of different surroundings.
        """
        here, touched = questions.survey(self._areas)
        answer_of, examples = questions.grouped(here, touched, self._epochs)
        answers = [
            self._answered(
                self._areas.areas_of(int(here[row])), self._areas.areas_of(int(touched[row])), questions.at(row)
            )
            for row in examples.tolist()
        ]
        return answer_of, answers

    def span(self, on: date) -> tuple[date | None, date | None]:
        """Return the first and the last day on which the same rows are in force as on a day; None is open."""
        return self._epochs.span(on)

    def table(self, areas: Sequence[Area], on: date) -> offline.Table:
        """Return the flattened answers in these areas on a day."""
        return offline.flatten(self._records, areas, self._zones_of(areas), on)

    def sensitive_within(
        self, lon: float, lat: float, on: date, radius_m: float = SENSITIVE_M
    ) -> list[tuple[Area, float]]:
        """Return the sensitive places (schools, hospitals, markets) within *radius_m* metres on a day, nearest first.

        The float is the distance in metres, 0 inside.
        """
        inside = [(area, 0.0) for area in self._areas.at(lon, lat)]
        found: dict[Area, float] = {}
        for area, distance in inside + self._areas.near(lon, lat, radius_m):
            if area.kind == "sensitive" and in_force(area.valid_from, area.valid_to, on):
                found.setdefault(area, distance)
        return list(found.items())

    def near_sensitive(self, questions: bulk.Questions):
        """Return an array of whether there is any `sensitive_within` for each question's spot and day."""
        import numpy

        count = len(questions.kind_of)
        if not any(area.kind == "sensitive" for area in self._areas.areas):
            return numpy.zeros(count, dtype=bool)
        here = self._areas.sets_at(questions.lons, questions.lats)
        touched = self._areas.sets_touched(questions.lons, questions.lats, numpy.full(count, SENSITIVE_M))
        epochs = questions.of_kinds([self._epochs.of(kind.on) for kind in questions.kinds])
        keys = (here * (touched.max(initial=0) + 1) + touched) * (epochs.max(initial=0) + 1) + epochs
        _, examples, groups = numpy.unique(keys, return_index=True, return_inverse=True)
        found = [self._is_sensitive((here[row], touched[row]), questions.at(row).on) for row in examples.tolist()]
        return numpy.array(found, dtype=bool)[groups]

    def _is_sensitive(self, set_ids, on: date) -> bool:
        areas = (area for set_id in set_ids for area in self._areas.areas_of(int(set_id)))
        return any(area.kind == "sensitive" for area in _in_force(areas, on))

    def administrative(self, lon: float, lat: float, radius_m: float, on: date) -> list[Area]:
        """Return the smallest areas of local government (townships, else counties) that a disc touches on a day."""
        found = {*self._areas.at(lon, lat), *self._areas.touched(lon, lat, radius_m)}
        return smallest(_in_force(found, on))

    def _answered(self, here: Sequence[Area], touched: Sequence[Area], question: Question) -> Answer:
        here, touched = _in_force(here, question.on), _in_force(touched, question.on)
        place, others, crosses_edge = self._survey(here, touched, question)
        candidates: list[Candidate] = []
        considered: list[Considered] = []
        for role in Role:
            found = self._collect(place, question, role)
            _add_other_sides(found, ((other, self._collect(other, question, role)) for other in others))
            candidates += _rated(found.candidates, crosses_edge, question.accuracy_m is not None)
            considered += found.considered
        flags = [Flag.BOUNDARY_UNCERTAIN] if crosses_edge else []
        if _is_outside(place.county, question.office_areas):
            flags.append(Flag.OUTSIDE_JURISDICTION)
        return Answer(
            area=place.county,
            township=place.township,
            others=tuple(area for area in touched if area.kind == "county" and area != place.county),
            candidates=tuple(candidates),
            flags=tuple(flags),
            considered=tuple(considered),
            versions=dict(self.versions),
        )

    def _survey(
        self, here: Sequence[Area], touched: Sequence[Area], question: Question
    ) -> tuple[Place, list[Place], bool]:
        """Return where the spot lies, where else it may lie, and whether the disc crosses an edge that matters.

        The edge of a zone matters only if the zone speaks about this kind of asset on this day.
        """
        edges = [area for area in touched if area.kind in ("county", "township")]
        zone_edges = [zone for zone in self._zones_of(touched) if not zone.misses(question)]
        place = locate(here, self._zones_of(here))
        others = list(other_sides(place, edges, zone_edges, question.radius_m))
        return place, others, bool(edges or zone_edges)

    def _zones_of(self, areas: Iterable[Area]) -> list[Zone]:
        return [self._zones[area] for area in areas if area in self._zones]

    def _collect(self, place: Place, question: Question, role: Role) -> Hits:
        found = Hits()
        for source in EVIDENCE:
            hits = source.ask(self._records, place, question, role)
            if source.only_if_none and found.candidates:
                found.considered += map(_not_needed, hits.considered)
                continue
            found.considered += hits.considered
            named = {candidate.agency for candidate in found.candidates}
            for candidate in hits.candidates:
                if candidate.agency not in named:
                    found.candidates.append(candidate)
                    named.add(candidate.agency)
        return found


def _in_force(areas: Iterable[Area], on: date) -> list[Area]:
    return [area for area in areas if in_force(area.valid_from, area.valid_to, on)]


def _not_needed(row: Considered) -> Considered:
    return replace(row, outcome=Outcome.LOST, why="责任区或规则已经指明，不再适用属地政府的默认。")


def _add_other_sides(found: Hits, others: Iterable[tuple[Place, Hits]]) -> None:
    """Add what would hold on the other sides of the edges: who is not named yet, and what was not looked at yet."""
    named = {candidate.agency for candidate in found.candidates} | {None}
    looked_at = {_key(row) for row in found.considered}
    for place, hits in others:
        for candidate in hits.candidates:
            if candidate.agency not in named:
                found.candidates.append(candidate)
                named.add(candidate.agency)
        for row in hits.considered:
            if _key(row) not in looked_at:
                found.considered.append(replace(row, why=f"{place.phrase}；{row.why}"))
                looked_at.add(_key(row))


def _key(row: Considered) -> tuple[Source, str, Outcome, str]:
    return row.source, row.rule, row.outcome, row.why


def _rated(candidates: list[Candidate], crosses_edge: bool, accuracy_known: bool) -> list[Candidate]:
    """Set the confidence of one role's candidates.

    A single known candidate is likely; certain if the rule is verified and the accuracy known. Next to an
    edge, or beside another candidate, everybody is only possible.
    """
    if len(candidates) != 1 or crosses_edge or candidates[0].agency is None:
        return candidates
    sure = candidates[0].verified and accuracy_known
    return [replace(candidates[0], confidence=Confidence.CERTAIN if sure else Confidence.LIKELY)]


def _is_outside(county: Area | None, office_areas: frozenset[str]) -> bool:
    if not office_areas:
        return False
    return county is None or not any(area_codes.covers(code, county.code) for code in office_areas)
