"""The report as a document: contents, chapters, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings

from filrouge.kernel.documents import richtext
from filrouge.kernel.documents.content import (
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Span,
    Table,
    TableColumn,
)
from filrouge.kernel.registry import Figure, ReportSection, ReportTable
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.reports.annual.queries import Told
from filrouge.ui.typography import date_long

SOURCES = "Sources des chiffres"
HOW = (
    "Chaque chiffre est compté dans Fil rouge à partir des lignes que l’équipe y tient ; le numéro de la colonne "
    "« Source » renvoie ici à ce qui est compté et à la page où ces lignes se lisent."
)


def report_document(
    organisation: Organisation, year: int, told: Sequence[Told], day: date, *, subtitle: str = ""
) -> Document:
    titles = [f"{rank}. {one.chapter.title}" for rank, one in enumerate(told, start=1)]
    sources = _numbered(told)
    chapters = [block for title, one in zip(titles, told, strict=True) for block in _chapter(title, one, year, sources)]
    annex: list[Block] = [PageBreak(), Heading(SOURCES), Paragraph(HOW, "small"), _sources(sources)]
    return Document(
        title=f"Rapport d’activité {year}",
        subtitle=subtitle or f"Document de travail du {date_long(day)}",
        letterhead=letterhead(organisation),
        date=day,
        blocks=[
            Contents([*titles, *([SOURCES] if sources else [])]),
            PageBreak(),
            *chapters,
            *(annex if sources else []),
        ],
    )


def _numbered(told: Sequence[Told]) -> dict[str, tuple[int, Figure]]:
    """A figure told twice has one source."""
    figures = {code: figure for one in told for code, figure in one.chapter.figures.items()}
    return {code: (number, figure) for number, (code, figure) in enumerate(figures.items(), start=1)}


def _chapter(title: str, told: Told, year: int, sources: dict[str, tuple[int, Figure]]) -> Iterator[Block]:
    yield Heading(title)
    yield from richtext.blocks_of(told.notes)
    for section in told.chapter.sections:
        yield Heading(section.title, 2)
        yield from _section(section, year, sources)


def _section(section: ReportSection, year: int, sources: dict[str, tuple[int, Figure]]) -> Iterator[Block]:
    if section.figures:
        right: list[TableColumn] = [TableColumn(label, 0, "right") for label in (str(year), str(year - 1), "Source")]
        rows: list[list[Inline]] = [
            [one.label, [Span(one.shown, bold=True)], one.shown_before or "–", str(sources[one.code][0])]
            for one in section.figures
        ]
        yield Table([TableColumn("Chiffre", 3), *right], rows)
    yield from (_table(table) for table in section.tables)
    if section.chart:
        yield Chart(section.chart)


def _table(table: ReportTable) -> Table:
    words = len(table.columns) - table.numbers
    columns = [
        TableColumn(label, 2 if rank < words else 0, "left" if rank < words else "right")
        for rank, label in enumerate(table.columns)
    ]
    return Table(columns, [list(row) for row in table.rows], caption=table.title)


def _sources(sources: dict[str, tuple[int, Figure]]) -> Table:
    columns = [TableColumn("N°", 0, "right"), TableColumn("Chiffre", 2), TableColumn("Ce qui est compté", 3)]
    rows: list[list[Inline]] = [
        [str(number), figure.label, figure.formula or "–", _page(figure)] for number, figure in sources.values()
    ]
    return Table([*columns, TableColumn("Lignes", 0)], rows)


def _page(figure: Figure) -> Inline:
    return [Span("voir", link=f"{settings.SITE_URL.rstrip('/')}{figure.url}")]
