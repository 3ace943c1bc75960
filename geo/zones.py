"""Responsibility zones: areas whose attributes name an agency for a role.

A 责任区 always does. A road section or a network's service area may; it is then evidence in the same way.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .agencies import in_force, period
from .answers import Question, Role
from .areas import Area
from .errors import BadZone

NAMES = {"zone": "责任区", "road": "路段", "network": "管网服务区"}


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says. ``asset_kinds`` None means every kind; both validity dates are included."""

    area: Area
    agency_id: UUID
    role: Role
    asset_kinds: frozenset[str] | None
    reason: str
    valid_from: date | None
    valid_to: date | None

    @property
    def title(self) -> str:
        """What it is, with its name and code, in Chinese."""
        return f"{NAMES[self.area.kind]}{self.area}"

    def misses(self, question: Question) -> list[str]:
        """Say in Chinese why the zone does not speak about the question; empty if it does."""
        misses = []
        if self.asset_kinds is not None and question.asset_kind not in self.asset_kinds:
            kinds = "、".join(sorted(self.asset_kinds))
            misses.append(f"该{NAMES[self.area.kind]}只管设施种类 {kinds}，此处为{question.asset_kind or '未说明'}")
        if not in_force(self.valid_from, self.valid_to, question.on):
            misses.append(f"该{NAMES[self.area.kind]}有效期{period(self.valid_from, self.valid_to)}，不含所问日期")
        return misses


def is_zone(area: Area) -> bool:
    """Return whether the area is to be read as a zone."""
    return area.kind == "zone" or (area.kind in NAMES and ("agency_id" in area.attributes or "role" in area.attributes))


def read(area: Area) -> Zone:
    """Read a zone from its area; raises BadZone when an attribute is missing or malformed.

    Attributes: agency_id, role, and optionally asset_kinds (list), reason, valid_from, valid_to (ISO dates).
    """
    attributes = area.attributes
    try:
        kinds = attributes.get("asset_kinds")
        return Zone(
            area=area,
            agency_id=UUID(str(attributes["agency_id"])),
            role=Role(attributes["role"]),
            asset_kinds=None if kinds is None else frozenset(kinds),
            reason=str(attributes.get("reason") or ""),
            valid_from=_day(attributes.get("valid_from")),
            valid_to=_day(attributes.get("valid_to")),
        )
    except KeyError as missing:
        raise BadZone(area.code, f"{NAMES[area.kind]}{area}缺少属性 {missing.args[0]}。") from missing
    except (TypeError, ValueError) as wrong:
        raise BadZone(area.code, f"{NAMES[area.kind]}{area}的属性不能识别：{wrong}。") from wrong


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
