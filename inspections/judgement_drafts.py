"""What may be said about an observation."""

from .drafts import Draft
from .fields import Code, words
from .models import JudgementVerdict


class JudgementDraft(Draft):
    """Adopt or dismiss the flag, as it stands with its present numbers."""

    flag: Code
    verdict: JudgementVerdict
    reason: words(4000)
