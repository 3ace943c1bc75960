"""The sources of evidence, each asked who answers for a place in one role.

Every source is a function (records, place, question, role) → Hits. A hit's confidence is left at possible:
only who sees all hits can say more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from . import area_codes, rules
from .agencies import Directory, Holder
from .answers import ROLE_NAMES, Candidate, Confidence, Considered, Outcome, Question, Role, Source
from .assets import MOST_AT_A_SPOT, Asset, Nearby
from .places import Place
from .rules import Rule

# The unknown-owner path has a legal basis of its own only where a local rule gives one.
UNKNOWN_OWNER_BASIS = (("371400", "《德州市城乡容貌和环境卫生管理条例》第十三条"),)

REMEMBERED = 10_000  # answers that need not be looked out again

NOBODY = "单位名录中没有所问日期存续、承担此项职责的单位"
GUARD_MEANWHILE = "在此之前由属地政府先行设置警示并看护。"
UNKNOWN_REASONS = {
    Role.OWNER: "没有责任区或规则指明权属/管护单位，按权属不明处理：可核对设施标识和管线走向、"
    "召开认领会由各单位对号认领；认领不成的，由属地政府指定责任单位，跨区域的由上一级政府指定。" + GUARD_MEANWHILE,
    Role.REGULATOR: "没有责任区或规则指明行业主管部门，需要按用途报请政府明确主管部门。" + GUARD_MEANWHILE,
    Role.TERRITORIAL: "单位名录中没有此处的乡镇（街道）或县级政府，需要核实属地。",
}


class Records:
    """What the sources read: rules by role, and the directory of agencies.

    ``about(role, hazard_type, asset_kind, place)`` gives the rules of a role that are worth showing for such a problem
    at the code of a place: looked out once, as questions come again and again from the same few places.
    """

    def __init__(self, rules: Mapping[Role, Sequence[Rule]], directory: Directory) -> None:
        self.rules, self.directory = rules, directory
        self.about = lru_cache(REMEMBERED)(self._about)

    def _about(self, role: Role, *said: str | None) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules[role] if rules.is_about(rule, *said))


@dataclass(slots=True)
class Hits:
    """What one source found, and what it looked at."""

    candidates: list[Candidate] = field(default_factory=list)
    considered: list[Considered] = field(default_factory=list)


def by_asset(records: Records, place: Place, question: Question, role: Role) -> Hits:
    """Ask the asset registers: the asset of that number, else those of the kind within tolerance. Owners only."""
    hits, found = Hits(), question.assets
    if role is not Role.OWNER:
        return hits
    if found.code and not found.by_code:
        hits.considered.append(_asset(found.code, Outcome.NOT_MATCHED, f"附近的登记设施中没有编号 {found.code}"))
    if found.kind and not found.matches:
        hits.considered.append(_asset(found.kind, Outcome.NOT_MATCHED, _no_asset(found)))
    for asset in found.matches:
        holder = asset.owner_id and records.directory.holder(asset.owner_id, question.on)
        if not holder:
            owner = f"登记的权属单位“{asset.owner_text}”不在单位名录中" if asset.owner_text else "没有登记权属单位"
            hits.considered.append(_asset(asset.code, Outcome.NOT_MATCHED, f"{asset}{owner}"))
            continue
        says = f"{asset}登记的{ROLE_NAMES[role]}为{holder.agency.name}（建议核实对象）"
        reason = _sentences(f"{place.phrase}；{says}", _doubt(found, asset), holder.note)
        hits.considered.append(_asset(asset.code, Outcome.MATCHED, says))
        sure = found.is_sure(asset)
        hits.candidates.append(_candidate(role, holder, Source.ASSET, asset.code, reason, verified=sure))
    return hits


def _asset(code: str, outcome: Outcome, why: str) -> Considered:
    return Considered(Source.ASSET, code, Role.OWNER, outcome, f"{why}。")


def _no_asset(found: Nearby) -> str:
    if found.radius_m is None:
        return "定位误差过大，不能按位置对应台账中的设施"
    return f"{found.radius_m:.0f} 米内没有登记的此类设施（{found.kind}）"


def _doubt(found: Nearby, asset: Asset) -> str:
    if len(found.matches) > 1:
        count = f"至少 {MOST_AT_A_SPOT}" if len(found.matches) == MOST_AT_A_SPOT else f"共有 {len(found.matches)}"
        return f"误差范围内{count} 个登记的同类设施，须现场核对编号"
    return "" if found.is_sure(asset) else "登记的种类或位置与现场不符，须核对编号"


def by_zone(records: Records, place: Place, question: Question, role: Role) -> Hits:
    """Ask the responsibility zones at the place."""
    hits = Hits()
    for zone in (zone for zone in place.zones if zone.role == role):
        misses = zone.misses(question)
        holder = records.directory.holder(zone.agency_id, question.on)
        if not misses and holder is None:
            misses.append(NOBODY)
        outcome = Outcome.NOT_MATCHED if misses else Outcome.MATCHED
        why = "；".join(misses) or f"此处在{zone.title}内"
        hits.considered.append(Considered(Source.ZONE, zone.area.code, role, outcome, f"{why}。", zone))
        if not misses:
            says = f"{zone.title}登记的{ROLE_NAMES[role]}为{holder.agency.name}（建议核实对象）"
            reason = _sentences(f"{place.phrase}；{says}", zone.reason, holder.note)
            hits.candidates.append(_candidate(role, holder, Source.ZONE, zone.area.code, reason))
    return hits


def by_rule(records: Records, place: Place, question: Question, role: Role) -> Hits:
    """Ask the rules that apply to the place: the best by rank, several when they tie."""
    hits = Hits()
    applicable: list[tuple[Rule, list[Holder]]] = []
    for rule in records.about(role, question.hazard_type, question.asset_kind, place.code):
        misses = rules.misses(rule, question, place.code)
        holders = [] if misses else _named_by(rule, records.directory, place, question)
        if holders:
            applicable.append((rule, holders))
        else:
            why = "；".join(misses) or NOBODY
            hits.considered.append(Considered(Source.RULE, rule.code, role, Outcome.NOT_MATCHED, f"{why}。", rule))
    _let_rules_compete(hits, applicable, place, question, role)
    return hits


def by_area_default(records: Records, place: Place, question: Question, role: Role) -> Hits:
    """Fall back on the government of the township, else of the county; only for the territorial role."""
    if role is not Role.TERRITORIAL:
        return Hits()
    hits = Hits()
    for area in filter(None, (place.township, place.county)):
        holders = records.directory.governments(area.code, question.on)
        names = "、".join(holder.agency.name for holder in holders)
        outcome = Outcome.MATCHED if holders else Outcome.NOT_MATCHED
        why = f"{area}的属地政府默认为{names}。" if holders else f"单位名录中没有所问日期存续的{area}政府。"
        hits.considered.append(Considered(Source.AREA_DEFAULT, area.code, role, outcome, why))
        if holders:
            hits.candidates += (_default(holder, place, role) for holder in holders)
            break
    return hits


def by_nobody(records: Records, place: Place, question: Question, role: Role) -> Hits:
    """Say that nobody is known, and what to do then: a normal path, never an error."""
    bases = UNKNOWN_OWNER_BASIS if role is Role.OWNER else ()
    basis = tuple(text for code, text in bases if area_codes.covers(code, place.code))
    reason = f"{place.phrase}；{UNKNOWN_REASONS[role]}"
    return Hits([Candidate(role, None, Source.UNKNOWN, None, reason, basis, Confidence.POSSIBLE, False)])


def _let_rules_compete(
    hits: Hits, applicable: list[tuple[Rule, list[Holder]]], place: Place, question: Question, role: Role
) -> None:
    # Among equals a verified rule speaks first, so that its reason is the one shown.
    applicable.sort(key=lambda pair: (not pair[0].verified, pair[0].code))
    applicable.sort(key=lambda pair: rules.rank(pair[0], question), reverse=True)
    for rule, holders in applicable:
        best = applicable[0][0]
        if rules.rank(rule, question) < rules.rank(best, question):
            why = rules.why_lost(rule, best, question)
            hits.considered.append(Considered(Source.RULE, rule.code, role, Outcome.LOST, why, rule))
            continue
        names = "、".join(holder.agency.name for holder in holders)
        why = f"{rule.scope}适用于此处，指向{names}。"
        hits.considered.append(Considered(Source.RULE, rule.code, role, Outcome.MATCHED, why, rule))
        hits.candidates += (_by_this_rule(rule, holder, place, role) for holder in holders)


def _named_by(rule: Rule, directory: Directory, place: Place, question: Question) -> list[Holder]:
    if rule.function is not None:
        return directory.with_function(rule.function, place.code, question.on)
    holder = directory.holder(rule.agency_id, question.on)
    return [holder] if holder else []


def _by_this_rule(rule: Rule, holder: Holder, place: Place, role: Role) -> Candidate:
    caution = "" if rule.verified else "该规则尚未核实，仅供参考。"
    says = f"此类问题的{ROLE_NAMES[role]}按{rule.scope}为{holder.agency.name}（建议核实对象）"
    reason = _sentences(f"{place.phrase}；{says}", rule.reason, holder.note, caution)
    return _candidate(role, holder, Source.RULE, rule.code, reason, rule.legal_basis, rule.verified)


def _default(holder: Holder, place: Place, role: Role) -> Candidate:
    says = f"没有更具体的依据，{ROLE_NAMES[role]}默认为{holder.agency.name}（建议核实对象）"
    return _candidate(role, holder, Source.AREA_DEFAULT, None, _sentences(f"{place.phrase}；{says}", holder.note))


def _candidate(
    role: Role,
    holder: Holder,
    source: Source,
    rule: str | None,
    reason: str,
    legal_basis: tuple[str, ...] = (),
    verified: bool = True,
) -> Candidate:
    return Candidate(role, holder.agency, source, rule, reason, legal_basis, Confidence.POSSIBLE, verified)


def _sentences(*parts: str) -> str:
    return "".join(part if part.endswith("。") else f"{part}。" for part in parts if part)
