"""Ranking by the Schulze method, winning votes (M. Schulze, *Social Choice and Welfare* 36, 2011, p. 267-303).

Why this one: docs/adr/0020. An option that beats each other one to one always wins; without such an option, the
strongest chains of victories decide; two options that nothing separates are said to be equal, never drawn by lot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.modules.deciding.enums import Verdict
from filrouge.modules.deciding.queries.counting.majority import Ruling
from filrouge.modules.deciding.queries.counting.words import listed

Matrix = list[list[int]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """``duels[a][b]``: how many prefer ``a`` to ``b``. ``ranks[a]`` is 1 for who is beaten by nobody."""

    duels: Matrix
    ranks: list[int]

    @property
    def winners(self) -> list[int]:
        return [option for option, rank in enumerate(self.ranks) if rank == 1]

    @property
    def order(self) -> list[int]:
        return sorted(range(len(self.ranks)), key=lambda option: (self.ranks[option], option))

    def beats(self, one: int, other: int) -> bool:
        return self.duels[one][other] > self.duels[other][one]

    @property
    def beats_all(self) -> int | None:
        """The Condorcet winner, if there is one."""
        everybody = range(len(self.ranks))
        return next((a for a in everybody if all(self.beats(a, b) for b in everybody if b != a)), None)


def rank(papers: Sequence[Sequence[int]], options: int) -> Ranked:
    """A paper gives each option its rank, 1 the preferred; equal ranks are no preference between them."""
    everybody = range(options)
    duels = [[sum(paper[a] < paper[b] for paper in papers) for b in everybody] for a in everybody]
    paths = _strongest_paths(duels)
    ranks = [1 + sum(paths[b][a] > paths[a][b] for b in everybody) for a in everybody]
    return Ranked(duels, ranks)


def _strongest_paths(duels: Matrix) -> Matrix:
    everybody = range(len(duels))
    paths = [[duels[a][b] if duels[a][b] > duels[b][a] else 0 for b in everybody] for a in everybody]
    for through in everybody:
        for a in everybody:
            for b in everybody:
                if a != b:
                    paths[a][b] = max(paths[a][b], min(paths[a][through], paths[through][b]))
    return paths


def rule_on_ranking(ranked: Ranked, names: Sequence[str], voters: int) -> Ruling:
    if not voters:
        return Ruling(Verdict.NO_VOTE, "Personne n’a voté : rien n’est décidé.")
    winners = ranked.winners
    if len(winners) > 1:
        tied = listed([names[option] for option in winners])
        return Ruling(Verdict.TIE, f"Rien ne sépare {tied} : à l’équipe de trancher, ou de revoter entre ces options.")
    best = winners[0]
    if ranked.beats_all == best:
        hardest = min((b for b in range(len(names)) if b != best), key=lambda b: _margin(ranked, best, b))
        return Ruling(
            Verdict.CHOSEN,
            f"« {names[best]} » l’emporte : préférée à chacune des autres en face à face, au plus juste "
            f"{ranked.duels[best][hardest]} contre {ranked.duels[hardest][best]} devant « {names[hardest]} ».",
            best,
        )
    return Ruling(
        Verdict.CHOSEN,
        f"Aucune option ne bat toutes les autres en face à face. « {names[best]} » l’emporte par les victoires "
        "les plus nettes (méthode de Schulze).",
        best,
    )


def _margin(ranked: Ranked, one: int, other: int) -> int:
    return ranked.duels[one][other] - ranked.duels[other][one]
