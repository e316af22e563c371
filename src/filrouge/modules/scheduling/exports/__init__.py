"""What scheduling gives to be kept: the answers of a poll, the meetings of a year."""

from filrouge.modules.scheduling.exports.polls import poll_sheet
from filrouge.modules.scheduling.exports.years import DatedLine, year_calendar, year_document

__all__ = ["DatedLine", "poll_sheet", "year_calendar", "year_document"]
