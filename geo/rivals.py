"""Areas of other layers of the same kind under those of a file: where two answer, one is not heard."""

from collections.abc import Mapping, Sequence

from . import soundness

MOST = 5  # pairs that are named


def check(shapes: Sequence, columns: Mapping, key: str, rivals: Sequence[Mapping], report) -> None:
    """Warn of every other layer that valid WGS84 *shapes* of the layer *key* overlap, with counts and who wins where.

    *rivals* are ``{"key", "layer", "code", "name", "geometry"}``, layer being its name and geometry GeoJSON. Of two
    areas the lower code wins, of the same code the layer whose key comes first: as `areas.AreaIndex` orders them.
    """
    import shapely

    if not rivals:
        return
    others = [shapely.geometry.shape(rival["geometry"]) for rival in rivals]
    found: dict[str, list[tuple[float, int, int]]] = {}
    mine, theirs = shapely.STRtree(others).query(shapes, predicate="intersects")
    for index, number in zip(mine.tolist(), theirs.tolist(), strict=True):
        common = shapely.intersection(shapes[index], others[number])
        if not soundness.is_sliver(common):
            found.setdefault(rivals[number]["key"], []).append((soundness.area_m2(common), index, number))
    for pairs in found.values():
        _warn(sorted(pairs, reverse=True), columns, key, rivals, report)


def _warn(pairs, columns, key, rivals, report):
    """One warning for a layer, whose pairs come with the largest overlap first."""
    won = {index for _, index, number in pairs if _wins(index, columns, key, rivals[number])}
    lost = {index for _, index, number in pairs if not _wins(index, columns, key, rivals[number])}
    _, first, number = pairs[0]
    report.warn(
        "overlaps_other_layer",
        row=columns["row"][first],
        field="geometry",
        layer=rivals[number]["layer"],
        key=rivals[number]["key"],
        won=len(won),
        lost=len(lost),
        area_m2=round(sum(area for area, _, _ in pairs)),
        pairs="、".join(_pair(index, columns, key, rivals[number]) for _, index, number in pairs[:MOST]),
    )


def _wins(index, columns, key, rival) -> bool:
    return (columns["code"][index], key) < (rival["code"], rival["key"])


def _pair(index, columns, key, rival) -> str:
    sides = f"{columns['name'][index]}（{columns['code'][index]}）", f"{rival['name']}（{rival['code']}）"
    return " > ".join(sides if _wins(index, columns, key, rival) else sides[::-1])
