"""HTTP: sign in, translate, authorise the caller, call one domain function, translate back."""

from flask import Blueprint, Flask

from inspections.db import Database, system_clock
from inspections.responsibility import Maps
from uploads.store import Store

from . import (
    accounts,
    agencies,
    agency_page,
    anchors,
    assets,
    audits,
    bundles,
    calendar,
    cards,
    cases,
    catalogue,
    checklists,
    clearance,
    clocks,
    clue,
    clues,
    clusters,
    contributions,
    decisions,
    derivatives,
    disagreements,
    disputes,
    documents,
    followers,
    followups,
    guards,
    hazards,
    headers,
    health,
    imports,
    inspections,
    invitations,
    invite,
    judgements,
    layers,
    ledger,
    metrics,
    nearby,
    notices,
    offline,
    openapi,
    outgoing,
    packages,
    photos,
    prints,
    problems,
    purges,
    reassignments,
    relapses,
    replies,
    responsibility,
    rules,
    services,
    sessions,
    shares,
    signatures,
    splits,
    sync,
    tokens,
    trust,
    tus,
    web,
)
from .api import Api
from .settings import Settings

MAX_UPLOAD_BYTES = 210 * 1024 * 1024  # a video of 200 MB and the form around it
MAX_FORM_PARTS = 20
MAX_FIELD_BYTES = 500_000  # of text fields together; what is read in one go counts too, so more than reception.AT_ONCE

NAMESPACES = (
    *(tokens, catalogue, responsibility, hazards, photos, judgements, derivatives, clearance, purges, inspections),
    followups,
    *(
        disputes,
        nearby,
        notices,
        outgoing,
        relapses,
        followers,
        splits,
        clusters,
        rules,
        agencies,
        offline,
        layers,
        imports,
        assets,
        reassignments,
        calendar,
        clocks,
        ledger,
        anchors,
        bundles,
        cases,
        decisions,
        documents,
        tus,
        cards,
        signatures,
        guards,
        checklists,
        prints,
        sync,
        packages,
        disagreements,
    ),
    *(invitations, contributions, accounts, sessions, shares, audits, clues, services, replies),
)


def create_app(settings: Settings, clock=system_clock) -> Flask:
    """The application for *settings*. The database must have the tables of this version (``migrate``)."""
    app = Flask(__name__, static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_UPLOAD_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        MAX_FORM_MEMORY_SIZE=MAX_FIELD_BYTES,
        RESTX_MASK_SWAGGER=False,
        ERROR_INCLUDE_MESSAGE=False,
        RESTX_ERROR_404_HELP=False,
    )
    app.extensions["settings"] = settings
    app.extensions["database"] = Database(settings.database, clock)
    app.extensions["store"] = Store(settings.store)
    app.extensions["maps"] = Maps(app.extensions["store"].indexes)
    problems.init_app(app)
    headers.init_app(app)
    tus.init_app(app)
    app.extensions["restx"] = {"apidoc_registered": True}  # its own Swagger page and files are not served
    blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
    api = Api(doc=False)
    api.init_app(blueprint, add_specs=False)
    for module in NAMESPACES:
        api.add_namespace(module.ns)
    pages = (web.bp, invite.bp, clue.bp, trust.bp, agency_page.bp)
    for item in (blueprint, openapi.bp, health.bp, metrics.bp, *pages):
        app.register_blueprint(item)
    return app
