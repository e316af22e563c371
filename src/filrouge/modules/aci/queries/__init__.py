from filrouge.modules.aci.queries.facts import case_of, facts_of, inputs_of, proved_case
from filrouge.modules.aci.queries.gains import Gain, best, gains
from filrouge.modules.aci.queries.guide import expected_names, headings_of, lacking_of
from filrouge.modules.aci.queries.hours import TeamOpening, opening_of
from filrouge.modules.aci.queries.owners import assignments_of
from filrouge.modules.aci.queries.proofs import Proofs, documents_of, item_of, outcome_of, pieces_of, proofs_of
from filrouge.modules.aci.queries.settings import SettingsOfYear, national_settings, settings_of
from filrouge.modules.aci.queries.year import STATES, AxisOfYear, Row, YearValue, value_of

__all__ = [
    "STATES",
    "AxisOfYear",
    "Gain",
    "Proofs",
    "Row",
    "SettingsOfYear",
    "TeamOpening",
    "YearValue",
    "assignments_of",
    "best",
    "case_of",
    "documents_of",
    "expected_names",
    "facts_of",
    "gains",
    "headings_of",
    "inputs_of",
    "item_of",
    "lacking_of",
    "national_settings",
    "opening_of",
    "outcome_of",
    "pieces_of",
    "proofs_of",
    "proved_case",
    "settings_of",
    "value_of",
]
