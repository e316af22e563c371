from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from filrouge.kernel.documents.content import Block, Heading, KeyValues, Paragraph, Table, TableColumn
from filrouge.kernel.documents.content import Document as Printed
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.coordinator.enums import FundingState
from filrouge.modules.coordinator.queries import Budget, Fact, FundingLine, Total
from filrouge.ui.typography import date_short, duration, euros, percent


def argument_document(
    organisation: Organisation, budget: Budget, facts: Sequence[Fact], lead: str, words: str
) -> Printed:
    """One or two pages for whoever decides of the post."""
    blocks: list[Block] = [Paragraph(lead, style="lead")]
    blocks += [Paragraph(part) for part in words.split("\n") if part.strip()]
    if facts:
        columns = [TableColumn("Fait", 3), TableColumn("Chiffre", 0, "right"), TableColumn("Ce qui est compté", 3)]
        blocks += [Heading("En chiffres"), Table(columns, [[one.label, one.value, one.detail] for one in facts])]
    if budget.blocks:
        blocks += [Heading("Où va le temps"), _blocks(budget.blocks, budget.minutes_noted)]
    if budget.cost:
        blocks += [Heading("Coût et financement"), *_money(budget)]
    return Printed(
        title=f"Le poste de coordination en {budget.year}",
        letterhead=letterhead(organisation),
        date=timezone.localdate(),
        blocks=blocks,
    )


def _blocks(blocks: Sequence[Total], minutes: int) -> Table:
    columns = [TableColumn("Bloc du référentiel", 4), TableColumn("Temps", 0, "right"), TableColumn("Part", 0, "right")]
    return Table(columns, [[one.label, duration(one.minutes), percent(one.minutes / minutes)] for one in blocks])


def _money(budget: Budget) -> list[Block]:
    pairs = [("Coût de l’année", euros(budget.cost, 0)), ("Financement acquis", euros(budget.secured, 0))]
    pairs += [("Reste à trouver", euros(budget.to_find, 0))] if budget.to_find else []
    pairs += [("Heures financées", duration(budget.minutes_paid))]
    columns = [
        TableColumn("Source", 3),
        TableColumn("État", 0),
        TableColumn("Période", 2),
        TableColumn("Part de l’année", 0, "right"),
    ]
    rows = [_row(line) for line in budget.lines]
    return [KeyValues(pairs), *([Table(columns, rows)] if rows else [])]


def _row(line: FundingLine) -> list[str]:
    one = line.funding
    label = f"{one.get_source_display()} ({one.label})" if one.label else str(one.get_source_display())
    period = f"{date_short(one.starts_on)} – {date_short(one.ends_on)}"
    return [label, FundingState(one.state).label, period, euros(line.share, 0)]
