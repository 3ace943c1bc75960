"""Links into map software, in the datum of each."""

from urllib.parse import parse_qs, urlsplit

import pytest

from geo import maplinks
from geo.coordinates import Datum, to_wgs84


def test_every_link_leads_back_to_the_spot():
    links = maplinks.of(117.385, 37.775, "371423-2026-H-0001 井")

    assert links["geo"] == "geo:37.775000,117.385000"
    amap, baidu = (parse_qs(urlsplit(links[name]).query) for name in ("amap", "baidu"))
    lon, lat = map(float, amap["position"][0].split(","))
    assert to_wgs84(lon, lat, Datum.GCJ02) == pytest.approx((117.385, 37.775), abs=1e-6)
    lat, lon = map(float, baidu["location"][0].split(","))
    assert to_wgs84(lon, lat, Datum.BD09) == pytest.approx((117.385, 37.775), abs=1e-6)
    assert amap["name"] == baidu["title"] == ["371423-2026-H-0001 井"]
