from filrouge.modules.aci.queries.facts import case_of, facts_of, inputs_of, proved_case
from filrouge.modules.aci.queries.gains import Gain, best, gains
from filrouge.modules.aci.queries.year import STATES, AxisOfYear, Row, YearValue, value_of

__all__ = [
    "STATES",
    "AxisOfYear",
    "Gain",
    "Row",
    "YearValue",
    "best",
    "case_of",
    "facts_of",
    "gains",
    "inputs_of",
    "proved_case",
    "value_of",
]
