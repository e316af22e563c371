"""A plan to keep or to print: a sheet, a page, a calendar."""

from filrouge.modules.planning.exports.calendars import plan_calendar
from filrouge.modules.planning.exports.documents import plan_document
from filrouge.modules.planning.exports.sheets import list_sheet, plan_sheet

__all__ = ["list_sheet", "plan_calendar", "plan_document", "plan_sheet"]
