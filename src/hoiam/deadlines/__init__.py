"""Due dates: rule and calendar values in, the due moment and the story of every day out.

Pure: no rows, no screens, no clock, no files. Rooms above keep the values and hand them in.
"""

from hoiam.deadlines.arithmetic import due
from hoiam.deadlines.choice import day_of_start, rules_in_force
from hoiam.deadlines.comparison import Change, compare
from hoiam.deadlines.explanation import explain, trace_from_rows, trace_to_rows, why_from_row, why_to_row
from hoiam.deadlines.outcome import Due, TraceLine
from hoiam.deadlines.progress import level, reached_at, share_elapsed
from hoiam.deadlines.rows import calendar_from_rows, rule_from_row
from hoiam.deadlines.values import (
    Base,
    Calendar,
    CalendarDay,
    CountsFrom,
    DayKind,
    DeadlineError,
    Extension,
    Pause,
    Rule,
    State,
    Unit,
)
from hoiam.deadlines.wording import ENGLISH, Language, Why, msgids, sentence, sentences

__all__ = [
    "ENGLISH",
    "Base",
    "Calendar",
    "CalendarDay",
    "Change",
    "CountsFrom",
    "DayKind",
    "DeadlineError",
    "Due",
    "Extension",
    "Language",
    "Pause",
    "Rule",
    "State",
    "TraceLine",
    "Unit",
    "Why",
    "calendar_from_rows",
    "compare",
    "day_of_start",
    "due",
    "explain",
    "level",
    "msgids",
    "reached_at",
    "rule_from_row",
    "rules_in_force",
    "sentence",
    "sentences",
    "share_elapsed",
    "trace_from_rows",
    "trace_to_rows",
    "why_from_row",
    "why_to_row",
]
