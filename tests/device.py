"""What a device does with the table that it took along, as docs/responsibility.md has it: nothing but the table."""

from itertools import pairwise

ROLES = ("owner", "regulator", "territorial")
NOT_BESIDE_A_ZONE = ("area_default", "unknown")


def look_up(table, lon, lat, *, type, asset_kind=None, place_kind=None):
    """Who answers for a well-fixed spot: the rows of `responsibilities`, or None outside the table's areas."""
    here = [row["properties"] for row in table["areas"]["features"] if covers(row["geometry"], lon, lat)]
    county = next((area for area in here if area["kind"] == "county"), None)
    if county is None:
        return None
    towns = (area for area in here if area["kind"] == "township" and area["code"].startswith(county["code"]))
    place = table["places"][next(towns, county)["code"]]
    asked = {"asset_kind": asset_kind, "place_kind": place_kind}
    found = []
    for role in ROLES:
        zones = [table["candidates"][area["candidate"]] for area in here if speaks(area, asset_kind)]
        named = [row for row in zones if row["role"] == role]
        first = next(row for row in map(table["rows"].__getitem__, place[role]) if fits(row, type, asked))
        for row in map(table["candidates"].__getitem__, first["candidates"]):
            if not (named and row["source"] in NOT_BESIDE_A_ZONE):
                named.append(row)
        found += rated(distinct(named), place["phrase"])
    return found


def speaks(area, asset_kind):
    """Whether it is a zone that speaks about this kind of asset."""
    return "candidate" in area and (area["asset_kinds"] is None or asset_kind in area["asset_kinds"])


def fits(row, type, asked):
    return (row["type"] is None or f"{type}.".startswith(f"{row['type']}.")) and all(
        row[name] is None or row[name] == value for name, value in asked.items()
    )


def distinct(rows):
    """Each agency once: the first row that names it."""
    found = {}
    for row in rows:
        found.setdefault(row["agency"] and row["agency"]["id"], row)
    return list(found.values())


def rated(rows, phrase):
    alone = len(rows) == 1 and rows[0]["agency"] is not None
    confidence = "possible" if not alone else "certain" if rows[0]["verified"] else "likely"
    return [row | {"reason": f"{phrase}；{row['reason']}", "confidence": confidence} for row in rows]


def covers(geometry, lon, lat):
    """Whether the point lies inside, by counting the edges east of it; RFC 7946 polygons."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    crossed = 0
    for ring in (ring for polygon in polygons for ring in polygon):
        for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
                crossed += 1
    return crossed % 2 == 1
