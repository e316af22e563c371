"""What scheduling reads."""

from filrouge.modules.scheduling.queries.conflicts import Clash, clashes_of, own_conflicts
from filrouge.modules.scheduling.queries.polls import (
    invitation_path,
    live_polls,
    live_polls_of,
    newcomers_of,
    poll_list,
    poll_of,
    polls_waiting_for,
    polls_with_everything,
    polls_with_numbers,
    readable_polls,
    respondent_of,
    respondents_of,
    silent_of,
    still_called,
)
from filrouge.modules.scheduling.queries.ranking import Missing, Tally, best_of, tallies_of
from filrouge.modules.scheduling.queries.reminders import MOST_REMINDERS, next_reminder_of, next_reminder_on
from filrouge.modules.scheduling.queries.suggestions import Suggestion, suggestions_for

__all__ = [
    "MOST_REMINDERS",
    "Clash",
    "Missing",
    "Suggestion",
    "Tally",
    "best_of",
    "clashes_of",
    "invitation_path",
    "live_polls",
    "live_polls_of",
    "newcomers_of",
    "next_reminder_of",
    "next_reminder_on",
    "own_conflicts",
    "poll_list",
    "poll_of",
    "polls_waiting_for",
    "polls_with_everything",
    "polls_with_numbers",
    "readable_polls",
    "respondent_of",
    "respondents_of",
    "silent_of",
    "still_called",
    "suggestions_for",
    "tallies_of",
]
