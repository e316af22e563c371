from filrouge.modules.indicators.queries.catalogue import in_library, indicators, owners, shipped
from filrouge.modules.indicators.queries.computed import Computed, computed_of
from filrouge.modules.indicators.queries.lists import STATES, Asked, Line, counts_of, ending_in, line_of, lines_of, owed
from filrouge.modules.indicators.queries.quality import (
    Measure,
    State,
    asked_by_level,
    cycles,
    level_of_year,
    may_be_linked,
    of_year,
    state_of,
    states_of,
)
from filrouge.modules.indicators.queries.series import lately_given, points_of, readings_of, to_validate
from filrouge.modules.indicators.queries.sheets import (
    lines_of_sheet,
    method_of,
    sheet_called,
    sheets,
    sheets_to_enter,
)

__all__ = [
    "STATES",
    "Asked",
    "Computed",
    "Line",
    "Measure",
    "State",
    "asked_by_level",
    "computed_of",
    "counts_of",
    "cycles",
    "ending_in",
    "in_library",
    "indicators",
    "lately_given",
    "level_of_year",
    "line_of",
    "lines_of",
    "lines_of_sheet",
    "may_be_linked",
    "method_of",
    "of_year",
    "owed",
    "owners",
    "points_of",
    "readings_of",
    "sheet_called",
    "sheets",
    "sheets_to_enter",
    "shipped",
    "state_of",
    "states_of",
    "to_validate",
]
