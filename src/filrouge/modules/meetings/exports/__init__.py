"""What leaves as a file. Column names and labels speak French; see ``kernel.documents`` for the formats."""

from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.modules.meetings.exports.agenda import agenda_document, session_roles
from filrouge.modules.meetings.exports.attendance import attendance_document
from filrouge.modules.meetings.exports.calendar import own_calendar, shared_calendar
from filrouge.modules.meetings.exports.hours import attendance_sheet, hours_sheet
from filrouge.modules.meetings.exports.minutes import attendance_notes, minutes_document
from filrouge.modules.meetings.exports.numbers import numbers_sheets
from filrouge.modules.meetings.exports.sheets import decisions_sheet, meetings_sheet

__all__ = [
    "agenda_document",
    "attendance_document",
    "attendance_notes",
    "attendance_sheet",
    "decisions_sheet",
    "hours_sheet",
    "letterhead",
    "meetings_sheet",
    "minutes_document",
    "numbers_sheets",
    "own_calendar",
    "session_roles",
    "shared_calendar",
]
