from filrouge.reports.annual.exports.report import report_document

__all__ = ["report_document"]
