"""What meetings read."""

from filrouge.modules.meetings.queries.advice import Advice, advice_of
from filrouge.modules.meetings.queries.annexes import Annexable, annexable, annexes_of
from filrouge.modules.meetings.queries.awaited import (
    awaits_opinion,
    awaits_presence,
    called_to_soon,
    opinions_awaited_from,
)
from filrouge.modules.meetings.queries.backlog import (
    PLACES,
    next_meeting_for,
    placed,
    point_list,
    points_dropped_by,
    points_to_accept,
    points_waiting_for,
    postponed,
    readable_points,
    untreated,
    with_passages,
)
from filrouge.modules.meetings.queries.counts import count_participants
from filrouge.modules.meetings.queries.deliveries import deliveries_of, may_receive, received, receivers_of
from filrouge.modules.meetings.queries.detail import (
    attendees,
    meetings_with_everything,
    participants_of,
    people_to_invite,
    tasks_by_item,
    tasks_of,
    to_ask_about_presence,
)
from filrouge.modules.meetings.queries.evidence import evidence_between, evidence_in, frozen_minutes
from filrouge.modules.meetings.queries.feeds import calls_to_follow, groups_to_follow, meetings_to_follow
from filrouge.modules.meetings.queries.guests import (
    Time,
    expected_at,
    guest_summary,
    guests_of,
    item_times,
    meetings_with_guests,
    time_of,
)
from filrouge.modules.meetings.queries.hours import Attended, Hours, attended, counted, hours_between
from filrouge.modules.meetings.queries.hours_effect import effect_of, examples_of, rules_by_time
from filrouge.modules.meetings.queries.hours_year import HoursAsked, HoursTable, hours_table
from filrouge.modules.meetings.queries.lists import (
    meeting_list,
    meetings_between,
    on_the_desk,
    to_convene,
    with_numbers,
    years_with_meetings,
)
from filrouge.modules.meetings.queries.minimum import Minimum, minimums_of
from filrouge.modules.meetings.queries.numbers import Asked, Attendance, Decided, Numbers, Tally, numbers_of
from filrouge.modules.meetings.queries.page import (
    agenda_figures,
    called_to,
    counts_of,
    documents_of,
    items_to_show,
    meetings_for_page,
)
from filrouge.modules.meetings.queries.periods import bounds, new_year
from filrouge.modules.meetings.queries.previous import held_before
from filrouge.modules.meetings.queries.readers import may_read, readable_by, readable_meetings, reads_all, sealed_to
from filrouge.modules.meetings.queries.register import (
    decision_list,
    decision_with_its_thread,
    decisions_after,
    decisions_replaced_by,
    decisions_to_review,
    readable_decisions,
    register_choices,
)
from filrouge.modules.meetings.queries.remarks import open_remarks, own_remarks, remarks_of
from filrouge.modules.meetings.queries.retroplanning import open_step_days, steps_of
from filrouge.modules.meetings.queries.roles import roles_of, turns
from filrouge.modules.meetings.queries.rulebook import Counting, Rulebook, hours_rules, rulebook, shipped_counting
from filrouge.modules.meetings.queries.sections import sections_of
from filrouge.modules.meetings.queries.sheets import filable_meetings, sheets_of, unfiled_sheets
from filrouge.modules.meetings.queries.timing import numbers_rule, timed, with_timing
from filrouge.modules.meetings.queries.types import meeting_types, retired_types, usual_group
from filrouge.modules.meetings.queries.unheard import unheard, unheard_after
from filrouge.modules.meetings.queries.versions import versions_in, versions_of
from filrouge.modules.meetings.queries.writers import writers_of

__all__ = [
    "PLACES",
    "Advice",
    "Annexable",
    "Asked",
    "Attendance",
    "Attended",
    "Counting",
    "Decided",
    "Hours",
    "HoursAsked",
    "HoursTable",
    "Minimum",
    "Numbers",
    "Rulebook",
    "Tally",
    "Time",
    "advice_of",
    "agenda_figures",
    "annexable",
    "annexes_of",
    "attended",
    "attendees",
    "awaits_opinion",
    "awaits_presence",
    "bounds",
    "called_to",
    "called_to_soon",
    "calls_to_follow",
    "count_participants",
    "counted",
    "counts_of",
    "decision_list",
    "decision_with_its_thread",
    "decisions_after",
    "decisions_replaced_by",
    "decisions_to_review",
    "deliveries_of",
    "documents_of",
    "effect_of",
    "evidence_between",
    "evidence_in",
    "examples_of",
    "expected_at",
    "filable_meetings",
    "frozen_minutes",
    "groups_to_follow",
    "guest_summary",
    "guests_of",
    "held_before",
    "hours_between",
    "hours_rules",
    "hours_table",
    "item_times",
    "items_to_show",
    "may_read",
    "may_receive",
    "meeting_list",
    "meeting_types",
    "meetings_between",
    "meetings_for_page",
    "meetings_to_follow",
    "meetings_with_everything",
    "meetings_with_guests",
    "minimums_of",
    "new_year",
    "next_meeting_for",
    "numbers_of",
    "numbers_rule",
    "on_the_desk",
    "open_remarks",
    "open_step_days",
    "opinions_awaited_from",
    "own_remarks",
    "participants_of",
    "people_to_invite",
    "placed",
    "point_list",
    "points_dropped_by",
    "points_to_accept",
    "points_waiting_for",
    "postponed",
    "readable_by",
    "readable_decisions",
    "readable_meetings",
    "readable_points",
    "reads_all",
    "received",
    "receivers_of",
    "register_choices",
    "remarks_of",
    "retired_types",
    "roles_of",
    "rulebook",
    "rules_by_time",
    "sealed_to",
    "sections_of",
    "sheets_of",
    "shipped_counting",
    "steps_of",
    "tasks_by_item",
    "tasks_of",
    "time_of",
    "timed",
    "to_ask_about_presence",
    "to_convene",
    "turns",
    "unfiled_sheets",
    "unheard",
    "unheard_after",
    "untreated",
    "usual_group",
    "versions_in",
    "versions_of",
    "with_numbers",
    "with_passages",
    "with_timing",
    "writers_of",
    "years_with_meetings",
]
