from __future__ import annotations

from filrouge.reports.annual.models import ChapterText, Report


def report_of(year: int) -> Report | None:
    return Report.objects.filter(year=year).first()


def texts_of(report: Report | None) -> dict[str, ChapterText]:
    """By chapter; those that were never written are not there."""
    if report is None:
        return {}
    return {text.chapter: text for text in report.texts.select_related("report")}
