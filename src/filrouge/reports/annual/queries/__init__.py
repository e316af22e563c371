"""What the report of a year holds: counted figures, written texts, and how far apart they have grown."""

from filrouge.reports.annual.queries.changes import Change, Seen, changes_of, remembered, seen_of, unpacked
from filrouge.reports.annual.queries.outline import Chapter, order_of, outline_of
from filrouge.reports.annual.queries.reports import Told, chapters_for, frozen_reports, report_of, texts_of, told_of
from filrouge.reports.annual.queries.sheets import Sheet, proposed_words, sheet_of, words_of_sheet

__all__ = [
    "Change",
    "Chapter",
    "Seen",
    "Sheet",
    "Told",
    "changes_of",
    "chapters_for",
    "frozen_reports",
    "order_of",
    "outline_of",
    "proposed_words",
    "remembered",
    "report_of",
    "seen_of",
    "sheet_of",
    "texts_of",
    "told_of",
    "unpacked",
    "words_of_sheet",
]
