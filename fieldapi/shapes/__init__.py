"""What leaves: one shape per noun, for the API document and for the tests that hold every answer against it.

Answers are written as plain dicts by ``present``; nothing is validated at run time.
"""

from .base import Named, Shape
from .catalogue import (
    Agency,
    AgencyList,
    AssetKind,
    FeatureCollection,
    HazardType,
    HazardTypeList,
    Kind,
    Kinds,
    Layer,
    LayerList,
    Office,
    OfficeList,
    Rule,
    RuleList,
)
from .clusters import Cluster, ClusterList, Counts
from .followups import FollowUp, FollowUpList
from .hazards import Event, EventList, Hazard, HazardList
from .inspections import Finding, Inspection, InspectionList, Participant
from .people import Held, Me, PersonItem, PersonList, Token
from .photos import Captured, Claimed, Photo, PhotoList, PhotoPlace
from .problems import Problem, ProblemField
from .reassignments import ChangeCount, Difference, DifferenceList, KeptAnswer, Reassignment, ReassignmentList
from .responsibility import Area, Considered, Location, NoFix, Received, Responsibility, ResponsibilityAnswer

__all__ = [
    "Agency",
    "AgencyList",
    "Area",
    "AssetKind",
    "Captured",
    "ChangeCount",
    "Claimed",
    "Cluster",
    "ClusterList",
    "Considered",
    "Counts",
    "Difference",
    "DifferenceList",
    "Event",
    "EventList",
    "FeatureCollection",
    "Finding",
    "FollowUp",
    "FollowUpList",
    "Hazard",
    "HazardList",
    "HazardType",
    "HazardTypeList",
    "Held",
    "Inspection",
    "InspectionList",
    "KeptAnswer",
    "Kind",
    "Kinds",
    "Layer",
    "LayerList",
    "Location",
    "Me",
    "Named",
    "NoFix",
    "Office",
    "OfficeList",
    "Participant",
    "PersonItem",
    "PersonList",
    "Photo",
    "PhotoList",
    "PhotoPlace",
    "Problem",
    "ProblemField",
    "Reassignment",
    "ReassignmentList",
    "Received",
    "Responsibility",
    "ResponsibilityAnswer",
    "Rule",
    "RuleList",
    "Shape",
    "Token",
]
