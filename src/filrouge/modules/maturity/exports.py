from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from filrouge.kernel.documents.content import (
    Block,
    BulletList,
    Callout,
    Chart,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Table,
    TableColumn,
)
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.modules.maturity import queries
from filrouge.modules.maturity.models import Assessment, Improvement
from filrouge.modules.maturity.queries import LEVELS, AxisResult, Result, Results
from filrouge.ui.radar import RadarChart, Spoke
from filrouge.ui.typography import date_fr, number

METHOD = (
    "Chaque membre a répondu seul, sans nom. L’équipe s’est ensuite accordée sur un niveau par dimension et a choisi "
    "des actions, chacune avec un responsable, une date et des moyens. Médiane : la moitié des réponses ne la dépasse "
    "pas."
)


def report_document(assessment: Assessment, day: date) -> Document:
    """The synthesis: who took part, where people stand, what the group agreed on and will do."""
    results = queries.results_of(assessment)
    improvements = list(queries.improvements_of(assessment))
    earlier = queries.before(assessment)
    known = queries.results_of(earlier) if earlier else None
    blocks: list[Block] = [_facts(assessment), Paragraph(METHOD), *_axes(results), Chart(answers_radar(results, known))]
    if results.split:
        titles = ", ".join(one.dimension.title for one in results.split)
        blocks.append(Callout(f"{titles}.", label="Avis partagés"))
    for axis in results.axes:
        blocks += [Heading(axis.axis.title), _dimensions(axis), *_words(axis)]
    blocks += [Heading("Actions choisies"), *_actions(improvements, results)]
    return Document(
        title="Maturité de l’équipe : synthèse",
        subtitle=assessment.title,
        letterhead=letterhead(assessment.organisation),
        date=day,
        blocks=blocks,
    )


def answers_radar(results: Results, before: Results | None = None) -> RadarChart:
    """The median of the answers, half of them around it, and the median of the time before."""
    return RadarChart(
        "Les dimensions, une par une",
        [_spoke(one, before.get(one.dimension.code) if before else None) for one in results.all],
        LEVELS[-1],
        "médiane des réponses",
        "la moitié des réponses",
        "médiane du tour précédent" if before else "",
    )


def _spoke(result: Result, earlier: Result | None) -> Spoke:
    low, high = result.tally.middle or (None, None)
    before = earlier.tally.median if earlier else None
    return Spoke(result.dimension.title, result.tally.median, low, high, before, f"#{result.dimension.code}")


def _facts(assessment: Assessment) -> Block:
    assert assessment.opened_on is not None  # it was sent, then closed
    assert assessment.closed_on is not None
    answered = assessment.invitations.filter(has_answered=True).count()
    pairs = [
        ("Interrogés", str(assessment.group or "toute l’équipe")),
        ("Participation", f"{answered} réponses sur {assessment.invitations.count()}"),
        ("Réponses", f"du {date_fr(assessment.opened_on)} au {date_fr(assessment.closed_on)}"),
    ]
    if assessment.next_on:
        pairs.append(("À refaire vers le", date_fr(assessment.next_on)))
    return KeyValues(pairs)


def _axes(results: Results) -> list[Block]:
    columns = [TableColumn("Axe", 3), TableColumn("Niveau moyen sur 4", 1, "right")]
    rows = [[axis.axis.title, _mean(axis)] for axis in results.axes]
    return [Heading("Niveau de chaque axe"), Table(columns, rows)]


def _mean(axis: AxisResult) -> str:
    return "–" if axis.mean is None else number(float(round(axis.mean, 1)), 1)


def _dimensions(axis: AxisResult) -> Block:
    columns = [
        TableColumn("Dimension", 3),
        *(TableColumn(f"Niv. {level}", 0, "right") for level in queries.LEVELS),
        TableColumn("Ne sait pas", 0, "right"),
        TableColumn("Médiane", 0, "right"),
        TableColumn("Consensus", 3),
    ]
    return Table(columns, [_row(one) for one in axis.results])


def _row(result: Result) -> Sequence[str]:
    tally = result.tally
    agreed = " : ".join(filter(None, (str(result.agreed.level), result.agreed.sentence))) if result.agreed else "–"
    title = f"{result.dimension.title} (avis partagés)" if tally.is_split else result.dimension.title
    median = "–" if tally.median is None else str(tally.median)
    return [title, *(str(count) for count in tally.counts), str(tally.unknown), median, agreed]


def _words(axis: AxisResult) -> list[Block]:
    said = [f"{one.dimension.title} : « {word} »" for one in axis.results for word in one.comments]
    return [Paragraph("Mots écrits, par ordre alphabétique :", style="small"), BulletList(said)] if said else []


def _actions(improvements: Sequence[Improvement], results: Results) -> list[Block]:
    if not improvements:
        return [Paragraph("Aucune action n’est encore choisie.")]
    columns = [
        TableColumn("Action", 3),
        TableColumn("Dimension", 2),
        TableColumn("Qui", 2),
        TableColumn("Pour le", 0),
        TableColumn("Moyens", 2),
        TableColumn("État", 0),
    ]
    rows = [
        [
            one.task.title,
            found.dimension.title if (found := results.get(one.code)) else "",
            str(one.task.owner or "à confier"),
            date_fr(one.task.due_on) if one.task.due_on else "",
            one.means,
            one.task.get_status_display(),
        ]
        for one in improvements
    ]
    return [Table(columns, rows)]
