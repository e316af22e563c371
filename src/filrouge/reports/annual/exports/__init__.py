from filrouge.reports.annual.exports.report import report_document
from filrouge.reports.annual.exports.sheet import sheet_document

__all__ = ["report_document", "sheet_document"]
