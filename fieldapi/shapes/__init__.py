"""What leaves: one shape per noun, for the API document and for the tests that hold every answer against it.

Answers are written as plain dicts by ``present``; nothing is validated at run time.
"""

from .anchors import Anchored, AnchoredList
from .assets import Asset, AssetFile, AssetHazard, AssetList, AssetState
from .base import Named, Shape
from .cards import Card, CardFile, CardItem, CardList, CardNeighbour, CardSpot, Skipped, UnsortedList, UnsortedPhoto
from .cases import Case, CaseList, DecisionRule, DecisionRuleList
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
from .checklists import Checklist, ChecklistList, ChecklistReport, HazardChecklist
from .clocks import Calendar, CalendarDay, Clock, ClockList, ClockRule, Extension, OwnerNotice, Suspension
from .clusters import Cluster, ClusterList, Counts
from .derivatives import Derivative, DerivativeList, DrawnPart, HeldBackup, Purge, PurgeList
from .disputes import DenialCount, DenialCountList, Dispute, DisputeList
from .followers import Follower, FollowerList
from .followups import FollowUp, FollowUpList
from .hazards import Event, EventList, Hazard, HazardList
from .imports import Import, ImportItem, ImportList, Report, ReportItem
from .inspections import Finding, Inspection, InspectionList, InspectionRecord, Participant
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
    "Calendar",
    "CalendarDay",
    "Captured",
    "Card",
    "CardFile",
    "CardItem",
    "CardList",
    "CardNeighbour",
    "CardSpot",
    "Case",
    "CaseList",
    "ChangeCount",
    "Checklist",
    "ChecklistList",
    "ChecklistReport",
    "Checkpoint",
    "Claimed",
    "Clock",
    "ClockList",
    "ClockRule",
    "Cluster",
    "ClusterList",
    "Considered",
    "Consistency",
    "Counts",
    "DecisionRule",
    "DecisionRuleList",
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
    "Extension",
    "FeatureCollection",
    "Finding",
    "FollowUp",
    "FollowUpList",
    "Follower",
    "FollowerList",
    "Hazard",
    "HazardChecklist",
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
    "InspectionRecord",
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
    "OwnerNotice",
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
    "Skipped",
    "Suspension",
    "TimeStamp",
    "Token",
    "UnsortedList",
    "UnsortedPhoto",
    "Upload",
    "UploadList",
]
