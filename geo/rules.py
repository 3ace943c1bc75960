"""Responsibility rules: rows without expressions that say who answers for a kind of problem in an area.

Rules are inherited province → city → county → township. The lower level wins, then the more specific rule,
then the higher priority; what still ties is kept side by side.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from . import area_codes
from .agencies import in_force, period
from .answers import Question, Role
from .errors import BadRule


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the area ``area_code``; None in a condition means any. Both validity dates are included.

    ``hazard_type`` is a full code or a family such as manhole. Exactly one of ``agency_id`` and ``function``
    says who: a function is looked up in the directory for the spot. ``source_document`` is its title, number, date and
    article. Raises BadRule when the row contradicts itself.
    """

    code: str
    role: Role
    hazard_type: str | None
    asset_kind: str | None
    place_kind: str | None
    area_code: str
    agency_id: UUID | None
    function: str | None
    reason: str
    legal_basis: tuple[str, ...]
    verified: bool
    priority: int
    valid_from: date | None
    valid_to: date | None
    version: int = 1
    source_document: Mapping[str, object] | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        if (self.agency_id is None) == (self.function is None):
            raise BadRule(self.code, f"规则 {self.code} 应当且只能指明单位或职能之一。")
        if not area_codes.is_well_formed(self.area_code):
            raise BadRule(self.code, f"规则 {self.code} 的区划代码 {self.area_code} 应为 6、9 或 12 位数字。")

    @property
    def scope(self) -> str:
        """The rule's level and code in Chinese, such as 县级规则 R-1（371423）."""
        return f"{area_codes.level(self.area_code)}规则 {self.code}（{self.area_code}）"

    @property
    def depth(self) -> int:
        """The number of significant digits of the area: the deeper, the closer to the spot."""
        return len(area_codes.significant(self.area_code))


def is_about(rule: Rule, hazard_type: str, asset_kind: str | None, place: str) -> bool:
    """Return whether the rule is worth showing: it speaks of this kind of problem, here or in the same city."""
    if rule.hazard_type and not f"{hazard_type}.".startswith(f"{rule.hazard_type}."):
        return False
    if rule.asset_kind and asset_kind and rule.asset_kind != asset_kind:
        return False
    city = place[:4]
    return area_codes.covers(rule.area_code, place) or (city != "" and rule.area_code.startswith(city))


def misses(rule: Rule, question: Question, place: str) -> list[str]:
    """Say in Chinese which conditions fail for a rule that is about the question; empty if it applies."""
    found = []
    if not area_codes.covers(rule.area_code, place):
        found.append(f"适用区域 {rule.area_code} 不包括此处")
    if rule.asset_kind and rule.asset_kind != question.asset_kind:
        found.append(f"适用于设施种类 {rule.asset_kind}，此处未说明")
    if rule.place_kind and rule.place_kind != question.place_kind:
        found.append(f"适用于位置种类 {rule.place_kind}，此处为{question.place_kind or '未说明'}")
    if not in_force(rule.valid_from, rule.valid_to, question.on):
        found.append(f"有效期{period(rule.valid_from, rule.valid_to)}，不含所问日期")
    return found


def rank(rule: Rule, question: Question) -> tuple[int, tuple[int, bool, bool], int]:
    """Return the key by which applicable rules beat each other: level, then specificity, then priority."""
    exactness = 0 if rule.hazard_type is None else 2 if rule.hazard_type == question.hazard_type else 1
    return rule.depth, (exactness, rule.asset_kind is not None, rule.place_kind is not None), rule.priority


def why_lost(loser: Rule, winner: Rule, question: Question) -> str:
    """Say in Chinese why *loser* gave way to *winner*."""
    lost, won = rank(loser, question), rank(winner, question)
    if lost[0] < won[0]:
        return f"{winner.scope}的层级更接近此处，优先于{loser.scope}。"
    if lost[1] < won[1]:
        return f"{winner.scope}的适用条件更具体，优先于{loser.scope}。"
    return f"{winner.scope}的优先级较高（{winner.priority}＞{loser.priority}），优先于{loser.scope}。"


def overrides(rule: Rule, other: Rule) -> bool:
    """Return whether *rule* beats *other*, of an area further up, wherever and whenever both apply."""
    return rule.depth > other.depth and area_codes.covers(other.area_code, rule.area_code) and _could_meet(rule, other)


def doubles(rule: Rule, other: Rule) -> bool:
    """Return whether two codes say the same conditions with the same rank, so that both would always be kept."""
    return rule.code != other.code and _conditions(rule) == _conditions(other) and _overlap(rule, other)


def _conditions(rule: Rule) -> tuple:
    area = area_codes.significant(rule.area_code)
    return rule.role, area, rule.hazard_type, rule.asset_kind, rule.place_kind, rule.priority


def _could_meet(one: Rule, other: Rule) -> bool:
    types = f"{one.hazard_type}.", f"{other.hazard_type}."
    return (
        one.role == other.role
        and (
            None in (one.hazard_type, other.hazard_type)
            or types[0].startswith(types[1])
            or types[1].startswith(types[0])
        )
        and (None in (one.asset_kind, other.asset_kind) or one.asset_kind == other.asset_kind)
        and (None in (one.place_kind, other.place_kind) or one.place_kind == other.place_kind)
        and _overlap(one, other)
    )


def _overlap(one: Rule, other: Rule) -> bool:
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    return begins <= min(one.valid_to or date.max, other.valid_to or date.max)
