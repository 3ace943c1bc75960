"""What leaves: one shape per noun, for the API document and for the tests that hold every answer against it.

Answers are written as plain dicts by ``present``; nothing is validated at run time.
"""

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
from .clocks import Calendar, CalendarDay, Clock, ClockList, ClockRule, Extension, OwnerNotice, Suspension
from .clusters import Cluster, ClusterList, Counts
from .derivatives import Derivative, DerivativeList, DrawnPart, HeldBackup, Purge
from .disputes import DenialCount, DenialCountList, Dispute, DisputeList
from .followers import Follower, FollowerList
from .followups import FollowUp, FollowUpList, MapLinks, PlannedRound, Route, Stop
from .hazards import Event, EventList, Hazard, HazardList
from .imports import Import, ImportItem, ImportList, Report, ReportItem
from .inspections import Finding, Inspection, InspectionList, Participant
from .layers import FeatureCollection, Layer, LayerList
from .ledger import Checkpoint, Consistency, Inclusion, Ledger, LedgerKey, TimeStamp
from .nearby import Nearby, Neighbour
from .notices import (
    CalendarAddress,
    Notice,
    NoticeList,
    NoticeSettings,
    NoticeSubject,
    NoticeText,
    OutgoingNotice,
    OutgoingNoticeList,
    Unread,
)
from .offline import OfflineResponsibility
from .people import Held, Me, PersonItem, PersonList, Token
from .photos import Captured, Claimed, Photo, PhotoList, PhotoPlace
from .problems import Problem, ProblemField
from .reassignments import ChangeCount, Difference, DifferenceList, KeptAnswer, Reassignment, ReassignmentList
from .relapses import Relapse, Review
from .responsibility import Area, Considered, Location, NoFix, Received, Responsibility, ResponsibilityAnswer
from .rules import Rule, RuleList, RulePreview
from .uploads import Upload, UploadList

__all__ = [
    "Agency",
    "AgencyList",
    "Area",
    "Asset",
    "AssetFile",
    "AssetHazard",
    "AssetKind",
    "AssetList",
    "AssetState",
    "Calendar",
    "CalendarAddress",
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
    "MapLinks",
    "Me",
    "Named",
    "Nearby",
    "Neighbour",
    "NoFix",
    "Notice",
    "NoticeList",
    "NoticeSettings",
    "NoticeSubject",
    "NoticeText",
    "Office",
    "OfficeList",
    "OfflineResponsibility",
    "OutgoingNotice",
    "OutgoingNoticeList",
    "OwnerNotice",
    "Participant",
    "PersonItem",
    "PersonList",
    "Photo",
    "PhotoList",
    "PhotoPlace",
    "PlannedRound",
    "Problem",
    "ProblemField",
    "Purge",
    "Reassignment",
    "ReassignmentList",
    "Received",
    "Relapse",
    "Report",
    "ReportItem",
    "Responsibility",
    "ResponsibilityAnswer",
    "Review",
    "Route",
    "Rule",
    "RuleList",
    "RulePreview",
    "Shape",
    "Skipped",
    "Stop",
    "Suspension",
    "TimeStamp",
    "Token",
    "Unread",
    "UnsortedList",
    "UnsortedPhoto",
    "Upload",
    "UploadList",
]
