"""What the report of a year holds: counted figures, written texts, and how far apart they have grown."""

from filrouge.reports.annual.queries.changes import Change, Seen, changes_of, remembered, seen_of, unpacked
from filrouge.reports.annual.queries.outline import Chapter, outline_of
from filrouge.reports.annual.queries.reports import report_of, texts_of

__all__ = [
    "Change",
    "Chapter",
    "Seen",
    "changes_of",
    "outline_of",
    "remembered",
    "report_of",
    "seen_of",
    "texts_of",
    "unpacked",
]
