from filrouge.modules.aci.queries.campaign import Campaign, campaign_of
from filrouge.modules.aci.queries.checklist import Checklist, Item, checklist_of
from filrouge.modules.aci.queries.declarations import (
    declared,
    frozen_versions,
    in_preparation,
    last_sent,
    next_version,
    open_disputes,
    outcomes,
    sent,
    shown,
    typed_and_unsent,
    unexplained,
)
from filrouge.modules.aci.queries.facts import case_of, facts_of, inputs_of, proved_case
from filrouge.modules.aci.queries.frozen import manifest_of
from filrouge.modules.aci.queries.gains import Gain, best, gains
from filrouge.modules.aci.queries.guide import expected_names, headings_of, lacking_of
from filrouge.modules.aci.queries.hours import TeamOpening, answered_directly, opening_of
from filrouge.modules.aci.queries.owners import assignments_of
from filrouge.modules.aci.queries.proofs import (
    Proofs,
    documents_of,
    item_of,
    outcome_of,
    pieces_in,
    pieces_of,
    rcp_seen_elsewhere,
)
from filrouge.modules.aci.queries.settings import SettingsOfYear, national_settings, settings_of
from filrouge.modules.aci.queries.sources import sources_of
from filrouge.modules.aci.queries.year import STATES, AxisOfYear, Row, YearValue, piece_code_of, value_of

__all__ = [
    "STATES",
    "AxisOfYear",
    "Campaign",
    "Checklist",
    "Gain",
    "Item",
    "Proofs",
    "Row",
    "SettingsOfYear",
    "TeamOpening",
    "YearValue",
    "answered_directly",
    "assignments_of",
    "best",
    "campaign_of",
    "case_of",
    "checklist_of",
    "declared",
    "documents_of",
    "expected_names",
    "facts_of",
    "frozen_versions",
    "gains",
    "headings_of",
    "in_preparation",
    "inputs_of",
    "item_of",
    "lacking_of",
    "last_sent",
    "manifest_of",
    "national_settings",
    "next_version",
    "open_disputes",
    "opening_of",
    "outcome_of",
    "outcomes",
    "piece_code_of",
    "pieces_in",
    "pieces_of",
    "proved_case",
    "rcp_seen_elsewhere",
    "sent",
    "settings_of",
    "shown",
    "sources_of",
    "typed_and_unsent",
    "unexplained",
    "value_of",
]
