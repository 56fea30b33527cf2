"""How punctual a desk is, in public: figures, and the list behind each."""

from hoiam.enquiries.queries.punctuality.by_desk import DeskLine, lines_by_desk
from hoiam.enquiries.queries.punctuality.figures import Measure, Punctuality, punctuality_of
from hoiam.enquiries.queries.punctuality.lists import FIGURES, Line, figure_list
from hoiam.enquiries.queries.punctuality.period import Period, month_of, quarter_of, year_of

__all__ = [
    "FIGURES",
    "DeskLine",
    "Line",
    "Measure",
    "Period",
    "Punctuality",
    "figure_list",
    "lines_by_desk",
    "month_of",
    "punctuality_of",
    "quarter_of",
    "year_of",
]
