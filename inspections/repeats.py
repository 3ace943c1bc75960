"""A record that is sent again under the id that its device chose: harmless, unless the content is another."""

from .errors import Conflict, NotFound


def same(session, actor, draft, known, get):
    """The record of the draft's id as *get* finds it now; *known* is the digest of what was sent first.

    Raises Conflict ``id_taken`` for other content, and for a record that is not the actor's to see.
    """
    if known != draft.digest:
        raise Conflict("id_taken")
    try:
        return get(session, actor, draft.id)
    except NotFound:
        raise Conflict("id_taken") from None
