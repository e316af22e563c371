"""From the papers of a ballot to its outcome: the verdict, the sentence that explains it, the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.modules.deciding.enums import (
    FEWEST_SECRET,
    Base,
    ConsentAnswer,
    Mention,
    Method,
    ObjectionState,
    Quorum,
    Rule,
    Side,
    Verdict,
)
from filrouge.modules.deciding.models import Ballot, BallotBox, Objection
from filrouge.modules.deciding.models.papers import Paper
from filrouge.modules.deciding.queries.counting.dots import count_dots, rule_on_dots
from filrouge.modules.deciding.queries.counting.judgement import judge, rule_on_judgement
from filrouge.modules.deciding.queries.counting.majority import (
    Ruling,
    Votes,
    quorum_ruling,
    rule_on,
    rule_on_consent,
)
from filrouge.modules.deciding.queries.counting.ranking import rank, rule_on_ranking


@dataclass(frozen=True, slots=True)
class Outcome:
    verdict: Verdict
    sentence: str
    figures: dict[str, int]
    chosen: str = ""  # the option that wins alone


def papers_of(ballot: Ballot) -> list[Paper]:
    """The papers cast, in no order that says anything."""
    if ballot.is_secret:
        box = BallotBox.objects.filter(ballot=ballot).first()
        return list(box.papers) if box else []
    return [voter.paper for voter in ballot.voters.filter(has_voted=True) if voter.paper]


def values_of(papers: Sequence[Paper]) -> list[list[int]]:
    return [paper["values"] for paper in papers]


def votes_of(ballot: Ballot, papers: Sequence[Paper], electors: int) -> Votes:
    """Hands counted at a glance, or papers."""
    sides = Counter(ballot.hands) if ballot.hands else Counter(paper["side"] for paper in papers)
    return Votes(sides[Side.FOR], sides[Side.AGAINST], sides[Side.ABSTAIN], electors)


def outcome_of(ballot: Ballot, papers: Sequence[Paper], *, electors: int) -> Outcome:
    if ballot.is_secret and 0 < len(papers) < FEWEST_SECRET:
        return Outcome(
            Verdict.VOID,
            f"Moins de {FEWEST_SECRET} bulletins : les dépouiller dirait qui a voté quoi. Ils sont détruits.",
            {},
        )
    there = len(papers) if ballot.is_between else ballot.present_count
    called = electors if ballot.is_between else ballot.called_count
    reached, quorum = quorum_ruling(Quorum(ballot.quorum), there=there, called=called, between=ballot.is_between)
    ruling, figures = _count(ballot, papers, electors)
    if not reached:
        return Outcome(Verdict.NO_QUORUM, f"{quorum} Le vote ne décide de rien.", figures)
    chosen = "" if ruling.option is None else ballot.options[ruling.option]
    return Outcome(ruling.verdict, f"{ruling.sentence} {quorum}".strip(), figures, chosen)


def _count(ballot: Ballot, papers: Sequence[Paper], electors: int) -> tuple[Ruling, dict[str, int]]:
    if ballot.method == Method.CONSENT:
        return _count_consent(ballot, papers)
    if not ballot.has_options:
        votes = votes_of(ballot, papers, electors)
        figures = {"pour": votes.in_favour, "contre": votes.against, "abstentions": votes.abstained}
        return rule_on(votes, Rule(ballot.rule), Base(ballot.base)), figures
    return _count_options(ballot, values_of(papers))


def _count_options(ballot: Ballot, values: list[list[int]]) -> tuple[Ruling, dict[str, int]]:
    names, voters = ballot.options, len(values)
    if ballot.method == Method.DOTS:
        dotted = count_dots(values, len(names))
        return rule_on_dots(dotted, names, voters), {names[one.option]: one.dots for one in dotted}
    if ballot.method == Method.RANKING:
        ranked = rank(values, len(names))
        firsts = Counter(option for paper in values for option, place in enumerate(paper) if place == 1)
        return rule_on_ranking(ranked, names, voters), {f"premier choix : {names[o]}": firsts[o] for o in ranked.order}
    judged = judge(values, len(names))
    best = judged[0].counts if judged else ()
    figures = {mention.label: best[mention] for mention in reversed(Mention) if best}
    return rule_on_judgement(judged, names, voters), figures


def _count_consent(ballot: Ballot, papers: Sequence[Paper]) -> tuple[Ruling, dict[str, int]]:
    """Objections have rows once the answers are counted: those the group has treated stand no more."""
    sides = Counter(paper["side"] for paper in papers)
    objections = sides[ConsentAnswer.OBJECTION]
    treated = Objection.objects.filter(ballot=ballot).exclude(state=ObjectionState.STANDING).count()
    ruling = rule_on_consent(
        consenting=sides[ConsentAnswer.CONSENT],
        aside=sides[ConsentAnswer.ASIDE],
        standing=objections - treated,
        treated=treated,
    )
    figures = {
        "consentements": sides[ConsentAnswer.CONSENT],
        "laissent faire": sides[ConsentAnswer.ASIDE],
        "objections": objections,
    }
    return ruling, figures
