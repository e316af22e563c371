from filrouge.modules.sharing.queries.scenarios import (
    AT_ONCE,
    Group,
    Tried,
    amounts_of,
    groups_of,
    scenarios_of,
    tried,
)
from filrouge.modules.sharing.queries.team import LeftOut, Team, team_of
from filrouge.modules.sharing.queries.words import outcome_in_words, rules_in_words

__all__ = [
    "AT_ONCE",
    "Group",
    "LeftOut",
    "Team",
    "Tried",
    "amounts_of",
    "groups_of",
    "outcome_in_words",
    "rules_in_words",
    "scenarios_of",
    "team_of",
    "tried",
]
