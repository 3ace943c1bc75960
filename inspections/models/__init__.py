"""Every table. One module per noun; nothing here sends, saves, permits or moves anything."""

from .answers import Candidate, Choice, KeptAnswer, PastAnswer
from .assets import Asset, AssetHistory, AssetStatus
from .calendars import CalendarYear
from .cards import Card, CardFile, CardSpot, CardState, Joined
from .case_steps import (
    CaseProposal,
    CaseState,
    CaseStep,
    CaseVerb,
    ClosureReason,
    NonperformanceGround,
    ReceiptBasis,
    ReportAbout,
    ServiceMode,
)
from .cases import (
    BasisLevel,
    Case,
    CaseHazard,
    CaseLegalBasis,
    CasePerson,
    ItemHazard,
    ItemState,
    LegalField,
    RecommendationItem,
    SecrecyLevel,
    Track,
)
from .checklists import Checklist, ChecklistAnswer
from .checkpoints import Checkpoint, LedgerKey
from .clocks import Clock, ClockOutcome, ClockState, ClockVerb
from .clues import (
    Clue,
    CluePhoto,
    ClueReply,
    ClueSource,
    ClueState,
    ClueVerb,
    NoReplyReason,
    ReplyChannel,
    ReplyKind,
    Reporter,
)
from .decisions import Decision, DecisionKind, DecisionRule, DecisionWay
from .derivatives import Derivative, DerivativeKind
from .disagreements import Assessment, Disagreement
from .disputes import DisputeState, DisputeStep, DisputeVerb, OwnershipDispute
from .documents import Document, DocumentState, DocumentVerb, DocumentVersion, SubjectKind
from .followers import Follower
from .followups import FollowUp
from .guards import Guard
from .hazard_imports import HazardOrigin
from .hazards import Hazard, NumberSeries, Severity, Status, Verdict
from .imports import Import, ImportState
from .inspections import (
    Annex,
    Finding,
    Inspection,
    InspectionHazard,
    InspectionKind,
    InspectionStatus,
    Participant,
    ParticipantRole,
    Remark,
    Signature,
    SignatureWay,
)
from .invitations import Invitation, Share
from .jobs import Job
from .judgements import Judgement, JudgementVerdict
from .layers import AreaFeature, Layer, LayerKind
from .ledger import Entry, EntrySubject, Leaf, LedgerHead
from .notices import Notice, NoticeProgress, NoticeSetting, OutgoingKind, OutgoingNotice, OutgoingState
from .offices import Agency, Office
from .packages import Package
from .people import Grant, OneTimeCode, Person, Role, SignInAttempt, Token
from .photos import DeclaredPhoto, Photo, PhotoBand, PhotoKind, PhotoStatus, PreviewState, Provenance
from .purges import Purge, PurgeState
from .reassignments import Reassignment, ReassignmentState
from .reference import AgencyFunction, AssetKind, HazardType, PlaceKind, ReferenceVersion, Rule
from .relapses import Relapse, RelapseAction
from .replays import Replay
from .replies import Answer, Reply, ReplyItem
from .service_batches import ServiceBatch, ServiceBatchItem
from .services import (
    AddressConfirmation,
    Service,
    ServiceEvent,
    ServiceEventKind,
    ServiceKey,
    ServiceRule,
    ServiceState,
    ServiceVerb,
    ServiceWay,
)
from .sync import Delivery, Device, ItemStatus, SyncItem
from .tallies import ClusterCell, Tally
from .timestamps import TimeStamp
from .uploads import Upload
from .witnesses import Cosignature, Fork, WatchedLog, Witness

__all__ = [
    "AddressConfirmation",
    "Agency",
    "AgencyFunction",
    "Annex",
    "Answer",
    "AreaFeature",
    "Assessment",
    "Asset",
    "AssetHistory",
    "AssetKind",
    "AssetStatus",
    "BasisLevel",
    "CalendarYear",
    "Candidate",
    "Card",
    "CardFile",
    "CardSpot",
    "CardState",
    "Case",
    "CaseHazard",
    "CaseLegalBasis",
    "CasePerson",
    "CaseProposal",
    "CaseState",
    "CaseStep",
    "CaseVerb",
    "Checklist",
    "ChecklistAnswer",
    "Checkpoint",
    "Choice",
    "Clock",
    "ClockOutcome",
    "ClockState",
    "ClockVerb",
    "ClosureReason",
    "Clue",
    "CluePhoto",
    "ClueReply",
    "ClueSource",
    "ClueState",
    "ClueVerb",
    "ClusterCell",
    "Cosignature",
    "Decision",
    "DecisionKind",
    "DecisionRule",
    "DecisionWay",
    "DeclaredPhoto",
    "Delivery",
    "Derivative",
    "DerivativeKind",
    "Device",
    "Disagreement",
    "DisputeState",
    "DisputeStep",
    "DisputeVerb",
    "Document",
    "DocumentState",
    "DocumentVerb",
    "DocumentVersion",
    "Entry",
    "EntrySubject",
    "Finding",
    "FollowUp",
    "Follower",
    "Fork",
    "Grant",
    "Guard",
    "Hazard",
    "HazardOrigin",
    "HazardType",
    "Import",
    "ImportState",
    "Inspection",
    "InspectionHazard",
    "InspectionKind",
    "InspectionStatus",
    "Invitation",
    "ItemHazard",
    "ItemState",
    "ItemStatus",
    "Job",
    "Joined",
    "Judgement",
    "JudgementVerdict",
    "KeptAnswer",
    "Layer",
    "LayerKind",
    "Leaf",
    "LedgerHead",
    "LedgerKey",
    "LegalField",
    "NoReplyReason",
    "NonperformanceGround",
    "Notice",
    "NoticeProgress",
    "NoticeSetting",
    "NumberSeries",
    "Office",
    "OneTimeCode",
    "OutgoingKind",
    "OutgoingNotice",
    "OutgoingState",
    "OwnershipDispute",
    "Package",
    "Participant",
    "ParticipantRole",
    "PastAnswer",
    "Person",
    "Photo",
    "PhotoBand",
    "PhotoKind",
    "PhotoStatus",
    "PlaceKind",
    "PreviewState",
    "Provenance",
    "Purge",
    "PurgeState",
    "Reassignment",
    "ReassignmentState",
    "ReceiptBasis",
    "RecommendationItem",
    "ReferenceVersion",
    "Relapse",
    "RelapseAction",
    "Remark",
    "Replay",
    "Reply",
    "ReplyChannel",
    "ReplyItem",
    "ReplyKind",
    "ReportAbout",
    "Reporter",
    "Role",
    "Rule",
    "SecrecyLevel",
    "Service",
    "ServiceBatch",
    "ServiceBatchItem",
    "ServiceEvent",
    "ServiceEventKind",
    "ServiceKey",
    "ServiceMode",
    "ServiceRule",
    "ServiceState",
    "ServiceVerb",
    "ServiceWay",
    "Severity",
    "Share",
    "SignInAttempt",
    "Signature",
    "SignatureWay",
    "Status",
    "SubjectKind",
    "SyncItem",
    "Tally",
    "TimeStamp",
    "Token",
    "Track",
    "Upload",
    "Verdict",
    "WatchedLog",
    "Witness",
]
