"""What notices call records, moments, visits and acts, in Chinese and in English."""

from . import words

RECORDS = {
    "hazard": ("隐患", "hazard"),
    "case": ("案件", "case"),
    "inspection": ("巡查", "inspection"),
    "clue": ("线索", "clue"),
    "service": ("送达", "service"),
}
REASONS = {
    "referred": ("转办后查看", "a look after the referral"),
    "fix_claimed": ("核验整改", "checking a claimed fix"),
    "not_fixed": ("未整改复查", "looking again at what was not fixed"),
    "escalated": ("升级督促后查看", "a look after the escalation"),
    "period_over": ("整改期届满跟进", "a look after the agency's time is over"),
    "look_back": ("办结三个月回头看", "looking back after three months"),
    "second_look_back": ("办结六个月回头看", "looking back after six months"),
    "round": ("计划巡查", "a planned round"),
}
WHAT = words.CLOCK_KINDS | REASONS | words.MOVES | words.DISPUTE_MOVES


def what(code: str, language: str) -> str:
    """What the thing concerned is called; blank where its event says it all."""
    return WHAT.get(code, ("", ""))[language == "en"]


def when(days: int, language: str) -> str:
    """Where a moment lies from the day concerned: before it, on it, after it."""
    english = language == "en"
    if days == 0:
        return "is due today" if english else "今天到期"
    if days < 0:
        return f"is due in {_days(-days)}" if english else f"还有 {-days} 天到期"
    return f"is {_days(days)} late" if english else f"已过 {days} 天"


def _days(count):
    return "1 day" if count == 1 else f"{count} days"
