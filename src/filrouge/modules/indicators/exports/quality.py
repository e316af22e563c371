"""The papers of a quality cycle, under the headings that are asked."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from filrouge.kernel.documents.content import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatory,
    SignatureGrid,
    Table,
    TableColumn,
)
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.indicators.engine import Point, trend
from filrouge.modules.indicators.models import Cycle, Indicator
from filrouge.modules.indicators.queries.catalogue import formula
from filrouge.modules.indicators.queries.quality import Measure, WholeState
from filrouge.ui.typography import FIXED, date_long, date_short, number

EMPTY = "À écrire."


def letter_document(organisation: Organisation, cycle: Cycle, managers: Sequence[str]) -> Document:
    """The appointment of the referent, to sign. The cycle has one."""
    assert cycle.referent is not None
    name = cycle.referent.formal_name
    since = f" à compter du {date_long(cycle.appointed_on)}" if cycle.appointed_on else ""
    years = f"l’année {cycle.years}" if cycle.first_year == cycle.last_year else f"les années {cycle.years}"
    return Document(
        title="Désignation du référent qualité",
        subtitle=f"Démarche qualité : {cycle.get_theme_display()}",
        letterhead=letterhead(organisation),
        date=cycle.appointed_on or timezone.localdate(),
        blocks=[
            Paragraph(f"L’équipe de {organisation.name} désigne {name} référent de sa démarche qualité{since}."),
            Paragraph(f"La démarche porte sur le thème « {cycle.get_theme_display()} », pour {years}."),
            Heading("Sa mission"),
            BulletList(
                [
                    "conduire l’état des lieux avec l’équipe et proposer un objectif ;",
                    "suivre le plan d’actions et ses indicateurs, sans données qui identifient un patient ;",
                    "rendre compte à l’équipe des résultats, et proposer la suite.",
                ]
            ),
            Paragraph("Le temps passé est compté selon les règles de l’équipe."),
            SignatureGrid(
                [
                    *(Signatory(manager, "Pour la gérance") for manager in managers or [""]),
                    Signatory(cycle.referent.full_name, "Référent qualité"),
                ]
            ),
        ],
    )


def dossier_document(organisation: Organisation, state: WholeState, level: int) -> Document:
    cycle = state.cycle
    blocks = [*_diagnosis(cycle)]
    if level >= 2:
        blocks += _plan(state)
    if level >= 3:
        blocks += _results(state)
    return Document(
        title=f"Démarche qualité, niveau {level}",
        subtitle=str(cycle),
        letterhead=letterhead(organisation),
        date=timezone.localdate(),
        blocks=blocks,
    )


def _diagnosis(cycle: Cycle) -> list[Block]:
    name = cycle.referent.formal_name if cycle.referent else "À nommer."
    since = f", désigné le {date_long(cycle.appointed_on)}" if cycle.referent and cycle.appointed_on else ""
    theme = str(cycle.get_theme_display())
    return [
        Heading("Référent"),
        Paragraph(f"{name}{since}"),
        Heading("État des lieux"),
        *_paragraphs(cycle.diagnosis),
        Heading("Thème"),
        Paragraph(f"{theme[:1].upper()}{theme[1:]}."),
        *_paragraphs(cycle.theme_reason),
        Heading("Objectif"),
        *_paragraphs(cycle.objective),
    ]


def _plan(state: WholeState) -> list[Block]:
    note = _paragraphs(state.cycle.plan_note) if state.cycle.plan_note else []
    columns = [TableColumn("Action", 3), TableColumn("Qui", 2), TableColumn("Pour le", 0), TableColumn("État", 0)]
    rows = [
        [
            task.title,
            task.owner.full_name if task.owner else "à confier",
            date_short(task.due_on) if task.due_on else "–",
            str(task.get_status_display()),
        ]
        for task in state.actions
    ]
    return [
        Heading("Plan d’actions"),
        *note,
        Table(columns, rows) if rows else Paragraph(EMPTY),
        Heading("Indicateurs"),
        *[_indicator(measure.indicator) for measure in state.measures],
    ]


def _indicator(one: Indicator) -> KeyValues:
    target = f"{one.sign} {number(one.target)}{FIXED}{one.unit}" if one.target is not None else "à fixer"
    return KeyValues(
        [
            ("Indicateur", one.title),
            ("Définition", one.definition),
            ("Formule", formula(one.kind, one.numerator, one.denominator)),
            ("Qui compte, sur quoi", one.source or "–"),
            ("Fréquence", str(one.get_frequency_display())),
            ("Objectif", target),
        ]
    )


def _results(state: WholeState) -> list[Block]:
    columns = [
        TableColumn("Indicateur", 3),
        TableColumn("Au départ", 0, "right"),
        TableColumn("À la fin", 0, "right"),
        TableColumn("Objectif", 0, "right"),
    ]
    rows = [
        [
            measure.indicator.title,
            _value(measure.before, measure.indicator),
            _value(measure.after, measure.indicator),
            f"{measure.indicator.sign} {number(measure.indicator.target)}"
            if measure.indicator.target is not None
            else "–",
        ]
        for measure in state.measures
    ]
    return [
        Heading("Résultats"),
        Table(columns, rows) if rows else Paragraph(EMPTY),
        *_comments(state.measures),
        Heading("Bilan"),
        *_paragraphs(state.cycle.results),
        Heading("Plan revu"),
        *_paragraphs(state.cycle.revised_plan),
    ]


def _comments(measures: Sequence[Measure]) -> list[Block]:
    said = [(one.indicator.title, trend(one.points, one.indicator.unit)) for one in measures]
    items = [f"{title} : {words}" for title, words in said if words]
    return [BulletList(items)] if items else []


def _value(point: Point | None, one: Indicator) -> str:
    return f"{number(point.value)}{FIXED}{one.unit}\n{point.period.label}" if point else "–"


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(part.strip()) for part in text.split("\n\n") if part.strip()] or [Paragraph(EMPTY)]
