"""Majority judgement (M. Balinski and R. Laraki, *Majority Judgment*, MIT Press, 2011).

Options are compared by their majority value: the lower median grade, then that of the grades left once it is taken
away, and so on. The majority gauge says the same in three figures, and settles most cases by itself: the median, the
votes above it, the votes below it; the larger of the two decides of « + » or « − ».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.modules.deciding.enums import Mention, Verdict
from filrouge.modules.deciding.queries.counting.majority import Ruling
from filrouge.modules.deciding.queries.counting.words import listed
from filrouge.ui.typography import count


@dataclass(frozen=True, slots=True)
class Judged:
    """What an option received. ``rank`` is shared by options whose grades are exactly the same."""

    option: int
    counts: tuple[int, ...]  # votes by mention, the worst first
    mention: Mention
    above: int
    below: int
    rank: int

    @property
    def sign(self) -> str:
        return "+" if self.above > self.below else "−"

    @property
    def gauge(self) -> tuple[int, int]:
        """What orders options of the same mention, the better the greater."""
        return (1, self.above) if self.above > self.below else (0, -self.below)


def majority_value(grades: Sequence[int]) -> tuple[int, ...]:
    left = sorted(grades)
    return tuple(left.pop((len(left) - 1) // 2) for _ in grades)


def judge(papers: Sequence[Sequence[int]], options: int) -> list[Judged]:
    """The options, the best first. A paper holds one grade per option."""
    if not papers:
        return []
    columns = [[paper[option] for paper in papers] for option in range(options)]
    values = [majority_value(column) for column in columns]
    judged = [
        Judged(
            option=option,
            counts=tuple(columns[option].count(mention) for mention in Mention),
            mention=Mention(values[option][0]),
            above=sum(grade > values[option][0] for grade in columns[option]),
            below=sum(grade < values[option][0] for grade in columns[option]),
            rank=1 + sum(other > values[option] for other in values),
        )
        for option in range(options)
    ]
    return sorted(judged, key=lambda one: (one.rank, one.option))


def rule_on_judgement(judged: Sequence[Judged], names: Sequence[str], voters: int) -> Ruling:
    if not judged:
        return Ruling(Verdict.NO_VOTE, "Personne n’a voté : rien n’est décidé.")
    first = [one for one in judged if one.rank == 1]
    if len(first) > 1:
        tied = listed([names[one.option] for one in first])
        return Ruling(
            Verdict.TIE,
            f"{tied} ont reçu exactement les mêmes mentions : à l’équipe de trancher, ou de revoter entre elles.",
        )
    best = first[0]
    sentence = (
        f"« {names[best.option]} » l’emporte avec la mention « {best.mention.label} » ({_around(best)}, "
        f"sur {count(voters, 'bulletin')}).{_against_the_next(best, judged, names)}"
    )
    return Ruling(Verdict.CHOSEN, sentence, best.option)


def _around(one: Judged) -> str:
    return f"{one.above} au-dessus, {one.below} au-dessous"


def _against_the_next(best: Judged, judged: Sequence[Judged], names: Sequence[str]) -> str:
    if len(judged) < 2 or judged[1].mention != best.mention:
        return ""
    second = judged[1]
    said = f" « {names[second.option]} » a la même mention ({_around(second)})"
    if best.gauge == second.gauge:
        return f"{said} : en retirant une à une les mentions du milieu, la première a la meilleure suite."
    if best.sign != second.sign:
        return f"{said} : la première est plutôt mieux jugée, la seconde plutôt moins bien."
    if best.sign == "+":
        return f"{said} : plus de personnes jugent mieux la première."
    return f"{said} : moins de personnes jugent moins bien la première."
