"""What the page of the report shows of each chapter."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.registry import REPORT_CHAPTERS
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.annual import queries
from filrouge.reports.annual.enums import FILLED_BY, FIRST_YEAR, Recipient
from filrouge.reports.annual.models import ChapterText, Report
from filrouge.reports.annual.queries import Change, Chapter


@dataclass(frozen=True, slots=True)
class Shown:
    chapter: Chapter
    text: ChapterText
    changes: list[Change]
    seen: str
    recipients: list[tuple[str, str, bool]]  # value, label, reads it
    hint: tuple[str, str, str]  # what will fill it: a sentence, an address, its label

    @property
    def said(self) -> list[Change]:
        return [change for change in self.changes if change.said]

    @property
    def unsaid(self) -> list[Change]:
        return [change for change in self.changes if not change.said]

    @property
    def hidden_for(self) -> list[str]:
        return [label for _value, label, reads in self.recipients if not reads]

    @property
    def state(self) -> tuple[str, str]:
        """In words, and their colour."""
        if self.said:
            return "chiffres changés", "amber"
        if self.text.version:
            return "écrit", "green"
        return ("texte proposé", "grey") if self.chapter.sentences else ("à écrire", "grey")


def asked_year(request: TenantRequest) -> int:
    """The year of the address, this one when it is absent or makes no sense."""
    typed, this_year = request.GET.get("annee", ""), timezone.localdate().year
    return int(typed) if typed.isdecimal() and FIRST_YEAR <= int(typed) <= this_year else this_year


def known_year(year: int) -> int:
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    return year


def known_chapter(request: TenantRequest, year: int, code: str) -> Chapter:
    known_year(year)
    if code not in REPORT_CHAPTERS:
        raise Http404
    return next(one for one in queries.outline_of(request.membership, year) if one.code == code)


def address_of(request: TenantRequest, year: int, chapter: str = "") -> str:
    anchor = f"#chapitre-{chapter}" if chapter else ""
    return f"{reverse('annual:report', args=[request.organisation.slug])}?annee={year}{anchor}"


def shown(request: TenantRequest, report: Report | None, chapters: list[Chapter]) -> list[Shown]:
    texts = queries.texts_of(report)
    return [_shown(request, report, chapter, texts.get(chapter.code)) for chapter in chapters]


def _shown(request: TenantRequest, report: Report | None, chapter: Chapter, text: ChapterText | None) -> Shown:
    seen = queries.seen_of(chapter)
    hidden = report.hidden if report else {}
    sentence, url_name, label = FILLED_BY[chapter.code]
    return Shown(
        chapter,
        text or ChapterText(chapter=chapter.code, notes=seen.proposed),
        queries.changes_of(text, chapter) if text else [],
        seen.packed(),
        [(one.value, one.label, chapter.code not in hidden.get(one.value, ())) for one in Recipient],
        (sentence, reverse(url_name, args=[request.organisation.slug]) if url_name else "", label),
    )
