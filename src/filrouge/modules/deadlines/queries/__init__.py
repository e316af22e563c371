from filrouge.modules.deadlines.queries.changes import Changes, changed_rules, changes_of, situation_of
from filrouge.modules.deadlines.queries.lists import (
    contracts,
    controls,
    due_list,
    dues_between,
    dues_with_everything,
    holders_on,
    library,
    open_dues,
    profile,
    proofs_of,
    to_prepare,
    waived,
)

__all__ = [
    "Changes",
    "changed_rules",
    "changes_of",
    "contracts",
    "controls",
    "due_list",
    "dues_between",
    "dues_with_everything",
    "holders_on",
    "library",
    "open_dues",
    "profile",
    "proofs_of",
    "situation_of",
    "to_prepare",
    "waived",
]
