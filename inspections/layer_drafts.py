"""What may be said with the file of a layer."""

from typing import Annotated, Literal

from pydantic import Field

from geo.coordinates import Datum

from .drafts import Draft
from .fields import Day, words
from .models import LayerKind

LayerKey = Annotated[str, Field(max_length=80, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Column = words(200)


class LayerMapping(Draft):
    """In which column of the file each property stands. Without ``code`` features are numbered."""

    code: Column | None = None
    name: Column | None = None
    agency: Column | None = None  # of zones, roads, networks: the agency's key, name or id
    role: Column | None = None
    asset_kinds: Column | None = None  # several are separated by commas
    reason: Column | None = None
    valid_from: Column | None = None
    valid_to: Column | None = None


class LayerFixed(Draft):
    """What is the same for every feature of the file, said here instead of in a column."""

    agency: words(200) | None = None
    role: words(40) | None = None
    asset_kinds: words(1000) | None = None
    reason: words(2000) | None = None


class LayerOptions(Draft):
    """What is declared of the file: nothing of it is guessed, what is missing and needed refuses the file."""

    key: LayerKey  # the lineage: the same key again is a new version
    name: words(200)
    kind: LayerKind
    source: words(2000)
    licence: words(200)
    crs: words(4000) | None = None  # what pyproj reads, such as EPSG:4547; not needed when the file says it
    datum: Datum | None = None  # GCJ02 and BD09 have to be said: no file says it
    encoding: Literal["UTF-8", "GB18030", "Big5", "ISO-8859-1"] | None = None
    layer: words(200) | None = None  # of a file with several
    valid_from: Day | None = None
    valid_to: Day | None = None
    mapping: LayerMapping = LayerMapping()
    fixed: LayerFixed = LayerFixed()
    invented: bool = False
    repair: Literal["none", "make_valid"] = "none"


class LayerImportDraft(Draft):
    """The form of an upload, beside its file."""

    options: LayerOptions


class LayerWithdrawal(Draft):
    reason: words(2000)
