from filrouge.reports.today.queries.day_plan import Candidate, Chosen, DayPlan, LeftOut, plan_day
from filrouge.reports.today.queries.desks import Desk, Line, Section, late_in, sections_of
from filrouge.reports.today.queries.kept import day_of, desk_here, desks_of, stakes_here
from filrouge.reports.today.queries.news import BREAK, Fact, News, Story, news_of, visit_began_after

__all__ = [
    "BREAK",
    "Candidate",
    "Chosen",
    "DayPlan",
    "Desk",
    "Fact",
    "LeftOut",
    "Line",
    "News",
    "Section",
    "Story",
    "day_of",
    "desk_here",
    "desks_of",
    "late_in",
    "news_of",
    "plan_day",
    "sections_of",
    "stakes_here",
    "visit_began_after",
]
