"""What can go wrong, said in the language of maps.

GeoError
├── BadGeometry   a GeoJSON geometry that cannot be an area
├── BadZone       a responsibility zone whose attributes cannot be read
├── BadRule       a responsibility rule that contradicts itself
└── BadFile       a file that is not read
"""


class GeoError(Exception):
    """Base class. ``code`` is stable and for machines; the message is Chinese and for people."""

    code = "geo_error"


class BadGeometry(GeoError):
    """``path`` leads to the fault inside the geometry, such as ``coordinates.0.3``."""

    code = "bad_geometry"

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


class BadZone(GeoError):
    """``zone`` is the zone's code."""

    code = "bad_zone"

    def __init__(self, zone: str, message: str) -> None:
        super().__init__(message)
        self.zone = zone


class BadRule(GeoError):
    """``rule`` is the rule's code."""

    code = "bad_rule"

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class BadFile(GeoError):
    """A whole file is refused; its sentence is made from ``code`` and *details* elsewhere."""

    def __init__(self, code: str, *, field: str | None = None, **details) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.details = details
