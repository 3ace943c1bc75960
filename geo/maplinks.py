"""Addresses that open a place in map software, each in the datum that it speaks. Nothing is asked of anybody here."""

from urllib.parse import urlencode

from .coordinates import Datum, from_wgs84


def of(lon: float, lat: float, name: str) -> dict[str, str]:
    """Return the addresses of a WGS84 place by kind.

    ``geo`` is RFC 5870 (latitude first, WGS84), which a phone hands to the software of its owner's choice; ``amap``
    (高德) takes GCJ02, longitude first; ``baidu`` (百度) BD09, latitude first. 天地图 documents no such address.
    """
    amap_lon, amap_lat = from_wgs84(lon, lat, Datum.GCJ02)
    baidu_lon, baidu_lat = from_wgs84(lon, lat, Datum.BD09)
    amap = {"position": f"{amap_lon:.6f},{amap_lat:.6f}", "name": name, "coordinate": "gaode", "callnative": 1}
    baidu = {
        "location": f"{baidu_lat:.6f},{baidu_lon:.6f}",
        "title": name,
        "content": name,
        "coord_type": "bd09ll",
        "output": "html",
        "src": "lanjian",
    }
    return {
        "geo": f"geo:{lat:.6f},{lon:.6f}",
        "amap": f"https://uri.amap.com/marker?{urlencode(amap)}",
        "baidu": f"https://api.map.baidu.com/marker?{urlencode(baidu)}",
    }
