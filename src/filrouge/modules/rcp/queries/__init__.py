"""What concertations read."""

from filrouge.modules.rcp.queries.calendar import CalendarRow, calendar_of, total_of, without_case
from filrouge.modules.rcp.queries.cases import (
    AXIS,
    case_list,
    cases,
    cases_for_panel,
    cases_to_review,
    is_rcp,
    professions_of,
    readable_cases,
    reviews_between,
    same_code,
)
from filrouge.modules.rcp.queries.charter import charter_of, proposed_charter
from filrouge.modules.rcp.queries.method import (
    CHOOSABLE,
    FIRST_YEAR,
    Method,
    method_of,
    method_with,
    shipped_value,
)
from filrouge.modules.rcp.queries.partners import cases_with, partners_to_choose, recent_partners, recent_themes
from filrouge.modules.rcp.queries.themes import ThemeGroup, theme_groups, theme_label, theme_labels
from filrouge.modules.rcp.queries.year import Held, YearCount, begun_in, held_in, year_count

__all__ = [
    "AXIS",
    "CHOOSABLE",
    "FIRST_YEAR",
    "CalendarRow",
    "Held",
    "Method",
    "ThemeGroup",
    "YearCount",
    "begun_in",
    "calendar_of",
    "case_list",
    "cases",
    "cases_for_panel",
    "cases_to_review",
    "cases_with",
    "charter_of",
    "held_in",
    "is_rcp",
    "method_of",
    "method_with",
    "partners_to_choose",
    "professions_of",
    "proposed_charter",
    "readable_cases",
    "recent_partners",
    "recent_themes",
    "reviews_between",
    "same_code",
    "shipped_value",
    "theme_groups",
    "theme_label",
    "theme_labels",
    "total_of",
    "without_case",
    "year_count",
]
