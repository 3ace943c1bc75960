"""What leaves: one shape per noun, for the API document and for the tests that hold every answer against it.

Answers are written as plain dicts by ``present``; nothing is validated at run time.
"""

from .anchors import Anchored, AnchoredList
from .assets import Asset, AssetFile, AssetHazard, AssetList, AssetState
from .base import Named, Shape
from .catalogue import (
    Agency,
    AgencyList,
    AssetKind,
    HazardType,
    HazardTypeList,
    Kind,
    Kinds,
    Office,
    OfficeList,
)
from .clusters import Cluster, ClusterList, Counts
from .derivatives import Derivative, DerivativeList, DrawnPart, HeldBackup, Purge, PurgeList
from .disputes import DenialCount, DenialCountList, Dispute, DisputeList
from .followers import Follower, FollowerList
from .followups import FollowUp, FollowUpList
from .hazards import Event, EventList, Hazard, HazardList
from .imports import Import, ImportItem, ImportList, Report, ReportItem
from .inspections import Finding, Inspection, InspectionList, Participant
from .layers import FeatureCollection, Layer, LayerList
from .ledger import Checkpoint, Consistency, Inclusion, Ledger, LedgerKey, TimeStamp
from .nearby import Nearby, Neighbour
from .offline import OfflineResponsibility
from .people import Held, Me, PersonItem, PersonList, Token
from .photos import Captured, Claimed, Photo, PhotoList, PhotoPlace
from .problems import Problem, ProblemField
from .reassignments import ChangeCount, Difference, DifferenceList, KeptAnswer, Reassignment, ReassignmentList
from .responsibility import Area, Considered, Location, NoFix, Received, Responsibility, ResponsibilityAnswer
from .rules import Rule, RuleList, RulePreview
from .uploads import Upload, UploadList

__all__ = [
    "Agency",
    "AgencyList",
    "Anchored",
    "AnchoredList",
    "Area",
    "Asset",
    "AssetFile",
    "AssetHazard",
    "AssetKind",
    "AssetList",
    "AssetState",
    "Captured",
    "ChangeCount",
    "Checkpoint",
    "Claimed",
    "Cluster",
    "ClusterList",
    "Considered",
    "Consistency",
    "Counts",
    "DenialCount",
    "DenialCountList",
    "Derivative",
    "DerivativeList",
    "Difference",
    "DifferenceList",
    "Dispute",
    "DisputeList",
    "DrawnPart",
    "Event",
    "EventList",
    "FeatureCollection",
    "Finding",
    "FollowUp",
    "FollowUpList",
    "Follower",
    "FollowerList",
    "Hazard",
    "HazardList",
    "HazardType",
    "HazardTypeList",
    "Held",
    "HeldBackup",
    "Import",
    "ImportItem",
    "ImportList",
    "Inclusion",
    "Inspection",
    "InspectionList",
    "KeptAnswer",
    "Kind",
    "Kinds",
    "Layer",
    "LayerList",
    "Ledger",
    "LedgerKey",
    "Location",
    "Me",
    "Named",
    "Nearby",
    "Neighbour",
    "NoFix",
    "Office",
    "OfficeList",
    "OfflineResponsibility",
    "Participant",
    "PersonItem",
    "PersonList",
    "Photo",
    "PhotoList",
    "PhotoPlace",
    "Problem",
    "ProblemField",
    "Purge",
    "PurgeList",
    "Reassignment",
    "ReassignmentList",
    "Received",
    "Report",
    "ReportItem",
    "Responsibility",
    "ResponsibilityAnswer",
    "Rule",
    "RuleList",
    "RulePreview",
    "Shape",
    "TimeStamp",
    "Token",
    "Upload",
    "UploadList",
]
