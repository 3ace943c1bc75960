"""Every table. One module per noun; nothing here sends, saves, permits or moves anything."""

from .followups import FollowUp
from .hazards import Hazard, NumberSeries, Responsibility, Severity, Status, Verdict
from .inspections import Finding, Inspection, InspectionHazard, InspectionKind, InspectionStatus, Participant
from .jobs import Job
from .layers import AreaFeature, Layer
from .ledger import Entry, EntrySubject, LedgerHead
from .offices import Agency, Office
from .people import Grant, Person, Role, SignInAttempt, Token
from .photos import Photo, PhotoKind, PhotoStatus, PreviewState, Provenance
from .reassignments import Reassignment, ReassignmentState
from .reference import AgencyFunction, AssetKind, HazardType, PlaceKind, ReferenceVersion, Rule
from .replays import Replay
from .tallies import ClusterCell, Tally

__all__ = [
    "Agency",
    "AgencyFunction",
    "AreaFeature",
    "AssetKind",
    "ClusterCell",
    "Entry",
    "EntrySubject",
    "Finding",
    "FollowUp",
    "Grant",
    "Hazard",
    "HazardType",
    "Inspection",
    "InspectionHazard",
    "InspectionKind",
    "InspectionStatus",
    "Job",
    "Layer",
    "LedgerHead",
    "NumberSeries",
    "Office",
    "Participant",
    "Person",
    "Photo",
    "PhotoKind",
    "PhotoStatus",
    "PlaceKind",
    "PreviewState",
    "Provenance",
    "Reassignment",
    "ReassignmentState",
    "ReferenceVersion",
    "Replay",
    "Responsibility",
    "Role",
    "Rule",
    "Severity",
    "SignInAttempt",
    "Status",
    "Tally",
    "Token",
    "Verdict",
]
