"""How punctual a desk is, in public: figures, and the list behind each."""

from hoiam.enquiries.queries.punctuality.by_desk import DeskLine, lines_by_desk
from hoiam.enquiries.queries.punctuality.figures import ENOUGH, Measure, Punctuality, punctuality_of
from hoiam.enquiries.queries.punctuality.lists import FIGURES, Line, figure_list
from hoiam.enquiries.queries.punctuality.period import (
    NAMED,
    Period,
    month_of,
    period_named,
    quarter_of,
    year_of,
)

__all__ = [
    "ENOUGH",
    "FIGURES",
    "NAMED",
    "DeskLine",
    "Line",
    "Measure",
    "Period",
    "Punctuality",
    "figure_list",
    "lines_by_desk",
    "month_of",
    "period_named",
    "punctuality_of",
    "quarter_of",
    "year_of",
]
