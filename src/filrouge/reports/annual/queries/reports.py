from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from filrouge.reports.annual.models import ChapterText, FrozenReport, Report
from filrouge.reports.annual.queries.changes import seen_of
from filrouge.reports.annual.queries.outline import Chapter, kept_reports, without


@dataclass(frozen=True, slots=True)
class Told:
    """A chapter as a file tells it: what was written, or else the sentences made from its figures."""

    chapter: Chapter
    notes: str


def report_of(year: int) -> Report | None:
    return next((one for one in kept_reports() if one.year == year), None)


def texts_of(report: Report | None) -> dict[str, ChapterText]:
    """By chapter; those that were never written are not there."""
    if report is None:
        return {}
    return {text.chapter: text for text in report.texts.select_related("report")}


def chapters_for(report: Report | None, chapters: list[Chapter], recipient: str) -> list[Chapter]:
    """Without what is hidden from this recipient, its key figures included."""
    return without(chapters, report.hidden.get(recipient, ()) if report else ())


def told_of(report: Report | None, chapters: list[Chapter], recipient: str = "") -> list[Told]:
    """What a file for this recipient holds: neither what is hidden from them nor what says nothing."""
    texts = texts_of(report)
    told = [
        Told(chapter, text.notes if (text := texts.get(chapter.code)) and text.version else seen_of(chapter).proposed)
        for chapter in chapters_for(report, chapters, recipient)
    ]
    return [one for one in told if one.notes or one.chapter.sections]


def frozen_reports() -> QuerySet[FrozenReport]:
    """The last made first, of the last year first."""
    return FrozenReport.objects.select_related("report", "file").order_by("-report__year", "-number")
