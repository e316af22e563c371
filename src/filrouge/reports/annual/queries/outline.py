"""The chapters of a year, with what every room says of it. Nothing here is kept: it is counted each time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from filrouge.kernel import registry
from filrouge.kernel.reading import about_years, told_once
from filrouge.kernel.registry import REPORT_CHAPTERS, Figure, Indicator, ReportSection
from filrouge.kernel.registry.reporting import Number
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.annual.models import Report

KEY_FIGURES = "Chiffres clés"
FOLLOWED = "Indicateurs suivis"


@dataclass(frozen=True, slots=True)
class Chapter:
    code: str
    sections: list[ReportSection] = field(default_factory=list)
    number: int = 0  # its place in the team's own order

    @property
    def title(self) -> str:
        return REPORT_CHAPTERS[self.code]

    @property
    def figures(self) -> dict[str, Figure]:
        return {figure.code: figure for section in self.sections for figure in section.figures}

    @property
    def sentences(self) -> dict[str, str]:
        """By their place, which stays when the numbers in them change."""
        return {
            f"{section.title}/{rank}": sentence
            for section in self.sections
            for rank, sentence in enumerate(section.sentences)
        }


def outline_of(membership: Membership, year: int) -> list[Chapter]:
    """The thirteen chapters in the team's order. A constant number of queries: each room is asked at most twice."""
    chapters = {code: Chapter(code, number=number) for number, code in enumerate(order_of(year), start=1)}
    with about_years(year - 2, year - 1, year):  # each year is told beside the one before
        for section in sections_of(membership, year):
            chapters[section.chapter].sections.append(section)
    for chapter in chapters.values():
        chapter.sections.sort(key=lambda section: section.order)
    chapters["year"].sections[:0] = _key_figures(chapters.values())
    chapters["year"].sections.extend(_followed(membership, year, chapters.values()))
    return list(chapters.values())


@told_once
def kept_reports() -> tuple[Report, ...]:
    """A row by year, the latest first."""
    return tuple(Report.objects.order_by("-year"))


def order_of(year: int) -> list[str]:
    """The order given to that year, or to the last year before it that has one; chapters made since come last."""
    order = next((one.orders[-1] for one in kept_reports() if one.year <= year and one.orders), ())
    return sorted(REPORT_CHAPTERS, key=lambda code: order.index(code) if code in order else len(REPORT_CHAPTERS))


def without(chapters: Iterable[Chapter], hidden: Collection[str]) -> list[Chapter]:
    """The chapters that are not hidden; the chapter of the year no longer says the figures of those that are."""
    gone = {code for one in chapters if one.code in hidden and one.code != "year" for code in one.figures}
    return [_lessened(one, gone) if one.code == "year" else one for one in chapters if one.code not in hidden]


def _lessened(year: Chapter, gone: Collection[str]) -> Chapter:
    sections = [
        replace(one, figures=[figure for figure in one.figures if figure.code not in gone]) for one in year.sections
    ]
    return replace(year, sections=[one for one in sections if one.figures or one.tables])


def sections_of(membership: Membership, year: int) -> Iterable[ReportSection]:
    for provider in registry.report_sections.values():
        sections = list(provider(membership, year))
        figures = [figure for section in sections if not section.is_compared for figure in section.figures]
        if any(figure.previous is None for figure in figures):
            before = {one.code: one.value for section in provider(membership, year - 1) for one in section.figures}
            sections = [_compared(section, before) for section in sections]
        yield from (section for section in sections if section.figures or section.tables)


def _compared(section: ReportSection, before: dict[str, Number]) -> ReportSection:
    figures = [
        replace(one, previous=before[one.code]) if one.previous is None and one.code in before else one
        for one in section.figures
    ]
    return replace(section, figures=figures)


def _key_figures(chapters: Iterable[Chapter]) -> list[ReportSection]:
    found = {code: one for chapter in chapters for code, one in chapter.figures.items() if one.is_key}
    return [ReportSection("year", KEY_FIGURES, list(found.values()))] if found else []


def _followed(membership: Membership, year: int, chapters: Iterable[Chapter]) -> list[ReportSection]:
    """The indicators of the rooms that tell nothing of the year in a chapter."""
    told = {figure.code for chapter in chapters for figure in chapter.figures.values()}
    figures = [
        Figure(one.code, _with_unit(one), one.value, one.url, one.unit, one.formula)
        for name, provider in registry.indicators.items()
        if registry.report_sections.get(name) is None
        for one in provider(membership, year)
        if one.url and one.code not in told
    ]
    return [ReportSection("year", FOLLOWED, figures)] if figures else []


def _with_unit(indicator: Indicator) -> str:
    """« Délai du premier rendez-vous (jours) »: a number does not say its unit when it is a word."""
    spoken = indicator.unit and indicator.unit not in {"%", "minutes", "euros"}
    return f"{indicator.label} ({indicator.unit})" if spoken else indicator.label
