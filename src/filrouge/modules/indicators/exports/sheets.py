from __future__ import annotations

from collections.abc import Iterable

from filrouge.kernel.documents.sheets import Column, Sheet, Value
from filrouge.modules.indicators.models import Indicator, Reading
from filrouge.modules.indicators.queries import Line
from filrouge.modules.indicators.queries.catalogue import formula


def catalogue_sheet(lines: Iterable[Line]) -> Sheet:
    return Sheet(
        title="Indicateurs",
        columns=[
            Column("Indicateur", "text", 45),
            Column("Thème", "text"),
            Column("Définition", "text", 60),
            Column("Formule", "text", 50),
            Column("Unité", "text"),
            Column("Source", "text", 40),
            Column("Qui", "text"),
            Column("Fréquence", "text"),
            Column("Sens", "text"),
            Column("Objectif", "number"),
            Column("À atteindre le", "date"),
            Column("Seuil d’alerte", "number"),
            Column("Dernière période", "text"),
            Column("Dernière valeur", "number"),
            Column("Périodes en alerte", "number"),
            Column("Valeurs attendues", "number"),
        ],
        rows=[_line(line) for line in lines],
    )


def _line(line: Line) -> list[Value]:
    one = line.indicator
    return [
        one.title,
        one.get_theme_display(),
        one.definition,
        formula(one.kind, one.numerator, one.denominator),
        one.unit,
        one.source,
        one.owner.full_name if one.owner else "",
        one.get_frequency_display(),
        one.sign,
        one.target,
        one.target_on,
        one.alert,
        line.last.period.label if line.last else "",
        line.last.value if line.last else None,
        line.alert,
        len(line.owed),
    ]


def series_sheet(indicator: Indicator, readings: Iterable[Reading]) -> Sheet:
    return Sheet(
        title=indicator.title[:31],
        columns=[
            Column("Période", "text"),
            Column("Du", "date"),
            Column("Au", "date"),
            Column(indicator.numerator, "number"),
            Column(indicator.denominator or "sur", "number"),
            Column(f"Valeur ({indicator.unit})", "number"),
            Column("État", "text"),
            Column("Commentaire", "text", 50),
            Column("Donnée par", "text"),
            Column("Le", "date"),
        ],
        rows=[
            [
                one.period.label,
                one.first_on,
                one.period.last,
                one.numerator,
                one.denominator,
                one.value,
                one.get_state_display(),
                one.comment,
                one.given_by,
                one.given_on,
            ]
            for one in readings
        ],
    )
