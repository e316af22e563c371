"""Rows turned into what the pages show. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as Rows
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse

from filrouge.kernel.timeline.models import Entry
from filrouge.modules.deciding.enums import (
    BallotStatus,
    BoardStage,
    ConsentAnswer,
    Mention,
    Method,
    Verdict,
)
from filrouge.modules.deciding.models import Ballot, Board, Idea, Pile, Sequence, Voter
from filrouge.modules.deciding.models.papers import Paper
from filrouge.modules.deciding.queries import Doing, said, values_of, votes_of
from filrouge.modules.deciding.queries.counting.dots import count_dots
from filrouge.modules.deciding.queries.counting.judgement import judge
from filrouge.modules.deciding.queries.counting.ranking import rank
from filrouge.modules.deciding.queries.doings import RUNNING
from filrouge.modules.deciding.queries.library import SequencePlan
from filrouge.ui.charts import BarChart, Point, share
from filrouge.ui.typography import count, duration

STATUS_COLOURS = {
    BallotStatus.DRAFT: "grey",
    BallotStatus.OPEN: "violet",
    BallotStatus.CLOSED: "blue",
    BallotStatus.CANCELLED: "red",
}
VERDICT_COLOURS = {
    Verdict.ADOPTED: "green",
    Verdict.CHOSEN: "green",
    Verdict.REJECTED: "red",
    Verdict.OBJECTIONS: "amber",
    Verdict.TIE: "amber",
}
STAGE_COLOURS: dict[str, str] = {
    BoardStage.COLLECTING: "violet",
    BoardStage.SORTING: "blue",
    BoardStage.VOTING: "violet",
    BoardStage.DONE: "green",
}
METHOD_ICONS = {
    Method.HANDS: "hand-stop",
    Method.YES_NO: "checks",
    Method.CONSENT: "heart-handshake",
    Method.JUDGEMENT: "gauge",
    Method.RANKING: "arrows-sort",
    Method.DOTS: "point",
}
WHEN_TO_USE = {
    Method.HANDS: "Rapide, à voix haute : vous comptez les mains levées.",
    Method.YES_NO: "Une proposition à adopter ou non, chacun sur son téléphone.",
    Method.CONSENT: "Une proposition qui passe si personne n’a d’objection : on cherche le praticable, pas le préféré.",
    Method.JUDGEMENT: "Plusieurs options : chacun leur donne une mention, la mieux jugée l’emporte.",
    Method.RANKING: "Plusieurs options : chacun les range par préférence.",
    Method.DOTS: "Trier une longue liste : chacun répartit quelques gommettes.",
}


@dataclass(frozen=True, slots=True)
class MethodChoice:
    code: str
    label: str
    when: str
    icon: str


@dataclass(frozen=True, slots=True)
class GradePart:
    mention: str
    level: int
    votes: int
    x: str
    width: str
    middle: str


@dataclass(frozen=True, slots=True)
class GradedOption:
    rank: int
    name: str
    mention: str
    sign: str
    above: int
    below: int
    parts: list[GradePart]


@dataclass(frozen=True, slots=True)
class RankedOption:
    rank: int
    name: str
    duels: list[str]  # « 8 – 4 » against each option, in the same order


@dataclass(frozen=True, slots=True)
class Result:
    """What a counted ballot shows beside its sentence. Nothing of a secret ballot but sums."""

    bars: BarChart | None = None
    graded: list[GradedOption] = field(default_factory=list)
    ranked: list[RankedOption] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PileRow:
    pile: Pile
    ideas: list[Idea]
    dots: int | None


@dataclass(frozen=True, slots=True)
class DoingRow:
    """A vote, a brainstorm, a sequence, in a list of what a meeting did."""

    item_id: UUID | None
    title: str
    url: str
    icon: str
    label: str
    colour: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    label: str
    state: str
    detail: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    text: str
    when: Any
    who: str
    url: str = ""
    icon: str = ""


def method_choices() -> list[MethodChoice]:
    return [MethodChoice(one.value, str(one.label), WHEN_TO_USE[one], METHOD_ICONS[one]) for one in Method]


def badge(ballot: Ballot) -> tuple[str, str]:
    return state_of(ballot.status, ballot.verdict)


def state_of(status: str, verdict: str) -> tuple[str, str]:
    """The state of a ballot in two words and its colour: the verdict once there is one."""
    if verdict:
        issue = Verdict(verdict)
        return str(issue.label), VERDICT_COLOURS.get(issue, "grey")
    state = BallotStatus(status)
    return str(state.label), STATUS_COLOURS[state]


def result_of(ballot: Ballot, papers: Rows[Paper], voters: Rows[Voter]) -> Result:
    named = [] if ballot.is_secret else [(one.name, said(ballot, one.paper)) for one in voters if one.paper]
    if ballot.method == Method.JUDGEMENT:
        return Result(graded=_graded(ballot, values_of(papers)), named=named)
    if ballot.method == Method.RANKING:
        return Result(ranked=_ranked(ballot, values_of(papers)), named=named)
    return Result(bars=BarChart("Voix", _points(ballot, papers, len(voters))), named=named)


def _points(ballot: Ballot, papers: Rows[Paper], electors: int) -> list[Point]:
    if ballot.method == Method.DOTS:
        dotted = count_dots(values_of(papers), len(ballot.options))
        return [
            Point(ballot.options[one.option], one.dots, f"{one.dots} ({count(one.people, 'personne')})")
            for one in dotted
        ]
    if ballot.method == Method.CONSENT:
        sides = [paper["side"] for paper in papers]
        return [Point(str(answer.label), sides.count(answer)) for answer in ConsentAnswer]
    votes = votes_of(ballot, papers, electors)
    return [
        Point("pour", votes.in_favour),
        Point("contre", votes.against),
        Point("abstention", votes.abstained),
    ]


def _graded(ballot: Ballot, values: list[list[int]]) -> list[GradedOption]:
    return [
        GradedOption(
            one.rank, ballot.options[one.option], str(one.mention.label), one.sign, one.above, one.below,
            _parts(one.counts),
        )
        for one in judge(values, len(ballot.options))
    ]  # fmt: skip


def _parts(counts: Rows[int]) -> list[GradePart]:
    """From the best mention, on the left, to the worst: the median is where the middle line cuts."""
    total, start, parts = sum(counts), 0.0, []
    for mention in reversed(Mention):
        votes = counts[mention]
        middle = share(start + votes / 2, total)
        if votes:
            parts.append(
                GradePart(str(mention.label), mention, votes, share(start, total), share(votes, total), middle)
            )
        start += votes
    return parts


def _ranked(ballot: Ballot, values: list[list[int]]) -> list[RankedOption]:
    found = rank(values, len(ballot.options))
    return [
        RankedOption(
            found.ranks[one],
            ballot.options[one],
            ["" if one == other else f"{found.duels[one][other]} – {found.duels[other][one]}" for other in found.order],
        )
        for one in found.order
    ]


def piles_of(board: Board) -> list[PileRow]:
    """Piles with their ideas, the most dotted first once the dots are counted."""
    counted = board.ballot is not None and board.ballot.status == BallotStatus.CLOSED
    figures = board.ballot.figures if board.ballot is not None and counted else {}
    ideas: dict[Any, list[Idea]] = {}
    for idea in board.ideas.all():
        ideas.setdefault(idea.pile_id, []).append(idea)
    rows = [PileRow(pile, ideas.get(pile.pk, []), figures.get(pile.title)) for pile in board.piles.all()]
    return sorted(rows, key=lambda row: -(row.dots or 0)) if figures else rows


def doing_rows(doings: Iterable[Doing], slug: str) -> list[DoingRow]:
    return [_doing_row(one, slug) for one in doings]


def _doing_row(one: Doing, slug: str) -> DoingRow:
    url = reverse(f"deciding:{one.kind}", args=[slug, one.pk])
    if one.kind == "ballot":
        label, colour = state_of(one.state, one.verdict)
        return DoingRow(one.item_id, one.title, url, "checks", label, colour, one.sentence)
    if one.kind == "board":
        stage = BoardStage(one.state)
        return DoingRow(one.item_id, one.title, url, "bulb", str(stage.label), STAGE_COLOURS[stage])
    label, colour = ("en cours", "violet") if one.state == RUNNING else ("terminée", "grey")
    return DoingRow(one.item_id, one.title, url, "route", label, colour)


def steps_of(sequence: Sequence, plan: SequencePlan) -> list[StepRow]:
    def state(rank: int) -> str:
        if sequence.is_over or rank < sequence.step:
            return "done"
        return "current" if rank == sequence.step else "todo"

    return [StepRow(step.title, state(rank), duration(step.minutes)) for rank, step in enumerate(plan.steps)]


def history(entries: Iterable[Entry]) -> list[HistoryLine]:
    return [HistoryLine(entry.sentence, entry.happened_at, entry.actor_name) for entry in entries]
