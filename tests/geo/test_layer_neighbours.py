"""What a layer is held against: the area of its office, and other layers of its kind."""

import pytest
import shapely
from shapely.geometry import LineString, MultiPoint, Point, box, mapping

from geo import outlines, rivals
from geo.reports import Report
from tests.geo.layer_files import codes

COUNTY = box(117, 37, 118, 38)
METRE = 1 / 111_320


def within(*shapes, strict=True, own=(COUNTY,), others=()):
    report = Report()
    columns = {"name": [f"区{number}" for number, _ in enumerate(shapes, 1)]}
    known = ([mapping(outline) for outline in kind] for kind in (own, others))
    outlines.check(shapely.from_wkb(shapely.to_wkb(list(shapes))), columns, strict, *known, report)
    return report


def told(report, kind="warnings"):
    return [(item["row"], item["code"]) for item in getattr(report, kind)]


def test_a_zone_that_reaches_beyond_the_office_is_named_with_its_share():
    report = within(box(117.2, 37.2, 117.3, 37.3), box(117.9, 37, 118.1, 37.1))

    assert told(report, "errors") == [(2, "outside_office")] and report.warnings == []
    assert report.errors[0]["details"] == {"name": "区2", "share": 50.0}
    assert report.errors[0]["place"][0] > 118
    assert report.summary["beyond_outline_m2"] == pytest.approx(0.1 * 88_800 * 0.1 * 111_000, rel=0.02)


@pytest.mark.parametrize(("metres", "code"), [(0.03, None), (20, "beyond_outline"), (40, "outside_office")])
def test_what_two_drawings_of_one_boundary_differ_by_is_a_warning(metres, code):
    report = within(box(117.5, 37.5, 117.6, 38 + metres * METRE))

    assert [item["code"] for item in report.errors + report.warnings] == ([code] if code else [])
    assert report.refused == (code == "outside_office")


def test_an_administrative_area_is_held_to_its_code_and_only_told():
    report = within(box(117.9, 37, 118.1, 37.1), strict=False)

    assert told(report) == [(1, "beyond_outline")] and not report.refused


def test_lines_and_points_are_measured_too():
    shapes = LineString([(117.9, 37.5), (118.3, 37.5)]), MultiPoint([(117.5, 37.5), (119, 37.5)]), Point(117.5, 37.5)

    report = within(*shapes)

    assert [(item["row"], item["details"]["share"]) for item in report.errors] == [(1, 75.0), (2, 50.0)]


def test_where_the_own_area_is_not_known_that_of_others_is_kept_out_of():
    shapes = box(116.9, 37.2, 117, 37.3), box(116.9, 37.2, 117.1, 37.3)

    report = within(*shapes, own=(), others=[COUNTY])

    assert told(report, "errors") == [(2, "outside_office")]
    assert told(report) == [(None, "office_area_unknown")]


def test_swapped_coordinates_within_range_are_noticed_by_the_offices_outline():
    report = within(box(22, 72, 23, 73), own=[box(70, 20, 80, 30)])

    assert codes(report) == {"coordinates_swapped_outside"}


def test_two_layers_of_one_kind_are_compared_and_the_lower_code_wins():
    shapes = shapely.from_wkb(shapely.to_wkb([box(117, 37, 117.1, 37.1), box(117.2, 37, 117.3, 37.1)]))
    columns = {"row": [1, 2], "code": ["371423002", "371423003"], "name": ["甲乡", "乙乡"]}
    known = [
        ("old", "371423001", box(117.05, 37, 117.15, 37.1)),
        ("old", "371423003", box(117.2, 37, 117.3, 37.1)),
        ("old", "371423004", box(117.3, 37, 117.4, 37.1)),
        ("older", "371423009", box(117.09, 37, 117.2, 37.1)),
    ]
    rows = [
        {"key": key, "layer": f"图层{key}", "code": code, "name": f"旧{code[-1]}", "geometry": mapping(shape)}
        for key, code, shape in known
    ]
    report = Report()

    rivals.check(shapes, columns, "new", rows, report)

    first, second = (item["details"] for item in report.warnings)
    assert (first["layer"], first["won"], first["lost"]) == ("图层old", 1, 1)
    assert first["pairs"] == "乙乡（371423003） > 旧3（371423003）、旧1（371423001） > 甲乡（371423002）"
    assert (second["layer"], second["won"], second["lost"]) == ("图层older", 1, 0)
    assert not report.refused
