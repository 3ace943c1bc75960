"""What areas are called: for people who read codes of GB/T 2260."""

import json
from functools import cache
from pathlib import Path

from sqlalchemy import select

from geo import area_codes

from . import layer_imports, layer_versions
from .models import Agency, AreaFeature, Layer
from .models.offices import AgencyKind

PROVINCES = Path(__file__).parent / "reference" / "provinces.json"


@cache
def _bundled() -> dict[str, str]:
    return {"": "全国", **json.loads(PROVINCES.read_text("utf-8")), **layer_imports.county_names()}


def named(session) -> dict[str, str]:
    """The name of every area that is known, by the digits that say something: layers, governments, GB/T 2260."""
    names = dict(_bundled())
    governments = select(Agency.area_code, Agency.name).where(Agency.kind == AgencyKind.GOVERNMENT)
    for code, name in session.execute(governments):
        names.setdefault(area_codes.significant(code), name.removesuffix("人民政府"))
    current = layer_versions.periods(session)
    query = select(AreaFeature.code, AreaFeature.name, Layer).join(Layer, Layer.id == AreaFeature.layer_id)
    for code, name, layer in session.execute(query.where(Layer.kind.in_(layer_imports.LEVELS)).order_by(Layer.version)):
        if layer in current:
            names[area_codes.significant(code)] = name
    return names
