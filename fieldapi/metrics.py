"""/metrics: figures for Prometheus, to whoever has the token of LANJIAN_METRICS_TOKEN."""

import hmac

from flask import Blueprint, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from inspections import anchors
from inspections.errors import NotFound, NotSignedIn

bp = Blueprint("metrics", __name__)


@bp.get("/metrics")
def metrics():
    """How large the ledger is, how much of it others vouch for, and how long that takes."""
    _check_token(current_app.extensions["settings"].metrics_token)
    with current_app.extensions["database"].read() as session:
        state = anchors.state(session)
    took = state.time_to_anchor
    figures = {
        "lanjian_ledger_entries": ("Entries of the ledger", state.size),
        "lanjian_ledger_signed_entries": ("Entries under a signed checkpoint", state.signed_size),
        "lanjian_ledger_anchored_entries": ("Entries under a cosigned or time-stamped checkpoint", state.anchored_size),
        "lanjian_ledger_waiting_seconds": ("Age of the first act without an anchor", state.waiting.total_seconds()),
        "lanjian_ledger_time_to_anchor_seconds": (
            "From an act to its anchor, the last time",
            took.total_seconds() if took is not None else float("nan"),
        ),
    }
    registry = CollectorRegistry()
    for name, (help_, value) in figures.items():
        Gauge(name, help_, registry=registry).set(value)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _check_token(expected):
    if not expected:
        raise NotFound
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {expected}".encode()):
        raise NotSignedIn
