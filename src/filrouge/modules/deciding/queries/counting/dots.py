from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.modules.deciding.enums import Verdict
from filrouge.modules.deciding.queries.counting.majority import Ruling
from filrouge.modules.deciding.queries.counting.words import listed
from filrouge.ui.typography import count


@dataclass(frozen=True, slots=True)
class Dotted:
    option: int
    dots: int
    people: int  # who gave it at least one
    rank: int


def count_dots(papers: Sequence[Sequence[int]], options: int) -> list[Dotted]:
    """The options, the most dotted first; at equal dots, no other rank than equal."""
    totals = [sum(paper[option] for paper in papers) for option in range(options)]
    dotted = [
        Dotted(
            option,
            totals[option],
            sum(paper[option] > 0 for paper in papers),
            1 + sum(other > totals[option] for other in totals),
        )
        for option in range(options)
    ]
    return sorted(dotted, key=lambda one: (one.rank, one.option))


def rule_on_dots(dotted: Sequence[Dotted], names: Sequence[str], voters: int) -> Ruling:
    if not any(one.dots for one in dotted):
        return Ruling(Verdict.NO_VOTE, "Personne n’a voté : rien n’est décidé.")
    first = [one for one in dotted if one.rank == 1]
    given = count(first[0].dots, "gommette")
    if len(first) > 1:
        tied = listed([names[one.option] for one in first])
        return Ruling(Verdict.TIE, f"Égalité à {given} : {tied}. À l’équipe de trancher, ou de revoter entre elles.")
    rest = f", devant « {names[dotted[1].option]} » ({dotted[1].dots})" if len(dotted) > 1 else ""
    return Ruling(
        Verdict.CHOSEN,
        f"« {names[first[0].option]} » vient en tête avec {given}{rest}, sur {count(voters, 'votant')}.",
        first[0].option,
    )
