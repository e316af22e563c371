from filrouge.modules.indicators.queries.catalogue import in_library, indicators, owners, shipped
from filrouge.modules.indicators.queries.computed import Computed, computed_of
from filrouge.modules.indicators.queries.lists import STATES, Asked, Line, counts_of, ending_in, line_of, lines_of, owed
from filrouge.modules.indicators.queries.series import lately_given, points_of, readings_of, to_validate

__all__ = [
    "STATES",
    "Asked",
    "Computed",
    "Line",
    "computed_of",
    "counts_of",
    "ending_in",
    "in_library",
    "indicators",
    "lately_given",
    "line_of",
    "lines_of",
    "owed",
    "owners",
    "points_of",
    "readings_of",
    "shipped",
    "to_validate",
]
