"""Sentences about clocks, working days and notices to owners."""

SENTENCES = {
    "official_system_prevails": (
        "本期限由本系统按所列规则和日历推算，仅供提醒；以检察业务应用系统和法律文书为准。",
        "Reckoned by the rule and calendar named, as a reminder only: the official case system and papers prevail.",
    ),
    "no_such_period": (
        "现行规定中没有适用于此地的“{clock_kind}”期限。",
        "No rule in force here has such a period: {clock_kind}.",
    ),
    "clock_runs": ("“{clock_kind}”已在计算中。", "This clock runs already: {clock_kind}."),
    "clock_state": ("期限的状态为“{clock_state}”，不能这样操作。", "The clock is {clock_state}; that is not possible."),
    "illegal_clock_move": (
        "状态为“{clock_state}”的这一期限不能“{clock_move}”。",
        "Not possible for this clock, which is {clock_state}: {clock_move}.",
    ),
    "not_suspendable": (
        "“{clock_kind}”没有可以扣除的时间。",
        "No days can be left out of this period: {clock_kind}.",
    ),
    "not_extendable": (
        "“{clock_kind}”不能（再）延长。",
        "This period can't be extended (further): {clock_kind}.",
    ),
    "does_not_start_it": (
        "“{event}”不能起算该期限；可以起算的有：{allowed}。",
        "“{event}” does not start this clock; these do: {allowed}.",
    ),
    "before_it_started": ("不能早于起算日 {first}。", "May not lie before it started, {first}."),
    "not_while_it_ran": (
        "须在 {first} 至 {last} 之间，且不晚于今日。",
        "Must lie from {first} to {last}, not later than today.",
    ),
    "not_while_suspended": ("须在 {first} 至今日之间。", "Must lie between {first} and today."),
    "fixed_by_law": ("延长的长度由规定确定，不能另填。", "The law fixes how long; leave it out."),
    "calendar_changed": (
        "日历已有新版本 {calendar}，请重新查看后再改。",
        "There is a newer version of the calendar, {calendar}; look at it again.",
    ),
    "several_years": ("一次只能修改同一年的日子。", "The days must be of one year."),
    "day_twice": ("同一天出现两次。", "A day is given twice."),
    "not_a_calendar": (
        "内容不是日历文件：应为含 year、days 的 JSON。",
        "The content is no calendar: JSON with year and days is expected.",
    ),
    "calendar_without_days": (
        "日历中没有任何日子：该年的放假通知可能尚未发布。",
        "The calendar has no days: perhaps the notice of that year is not out yet.",
    ),
    "bad_calendar_year": ("年份应为 {first} 至 {last}。", "The year must be from {first} to {last}."),
    "bad_calendar_day": (
        "须有 name、date（如 2027-01-01）和 isOffDay（true 或 false）。",
        "Needs name, date (such as 2027-01-01) and isOffDay (true or false).",
    ),
    "day_of_other_year": (
        "{day} 不属于 {year} 年，未读入；请在其所在年份的日历中修改。",
        "{day} is not in {year} and was left out; amend it in the calendar of its own year.",
    ),
    "statutory_day_missing": (
        "{day}（{name}）是法定节日，文件中却不是休息日，请核对。",
        "{day} ({name}) is a statutory holiday, but no day of rest in the file; please check.",
    ),
}
