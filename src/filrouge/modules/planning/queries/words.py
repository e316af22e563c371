"""What does not fit, in sentences that say what to move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from filrouge.modules.planning.engine import Conflict, Trouble
from filrouge.modules.planning.models import PlanStep
from filrouge.ui.typography import count, date_fr, date_long, duration

SHORTAGES = (Trouble.SHORT, Trouble.ABSENT)


def sentences(conflicts: Iterable[Conflict], titles: Mapping[str, str], people: Mapping[Any, str]) -> Iterator[str]:
    """One for each owner who is short of time; one for all that is late."""
    found = list(conflicts)
    if past := [one for one in found if one.trouble == Trouble.PAST_TARGET]:
        yield _past(past, titles)
    yield from (_too_late(one, titles) for one in found if one.trouble == Trouble.NOTICE)
    if late := [one for one in found if one.trouble == Trouble.LATE]:
        yield _late(late, titles)
    for owner in dict.fromkeys(one.owner for one in found if one.trouble in SHORTAGES):
        yield _short([one for one in found if one.owner == owner and one.trouble in SHORTAGES], titles, people[owner])


def away_sentences(steps: Sequence[PlanStep]) -> Iterator[str]:
    """Steps laid before somebody said that they would not be there."""
    if not steps:
        return
    first = min(steps, key=lambda one: one.due_on)
    day = date_fr(first.due_on)
    if len(steps) == 1:
        yield f"« {first.title} » tombe le {day}, un jour où {first.owner} n’est pas là."
    else:
        yield (
            f"{len(steps)} étapes tombent un jour où leur responsable n’est pas là, "
            f"la première le {day} (« {first.title} », {first.owner})."
        )


def _short(mine: list[Conflict], titles: Mapping[str, str], name: str) -> str:
    """Of one owner: what is missing in all, and until when."""
    end = date_long(max(one.before for one in mine))
    title = f"« {titles[mine[0].key]} »"
    others = len(mine) - 1
    steps = f"{title} et {count(others, 'autre étape|autres étapes')}" if others else title
    if all(one.trouble == Trouble.ABSENT for one in mine):
        said = f"{name} n’est pas là d’ici au {end} pour {steps}"
    else:
        said = f"Il manque {duration(sum(one.missing for one in mine))} à {name} avant le {end} pour {steps}"
    whom = "ces étapes" if others else "cette étape"
    begins = [one.start_by for one in mine if one.start_by]
    moved = f"avancez le départ au {date_long(min(begins))}" if begins else "reculez la date à atteindre"
    return f"{said} : {moved}, ou confiez {whom} à quelqu’un d’autre."


def _past(past: list[Conflict], titles: Mapping[str, str]) -> str:
    if len(past) == 1:
        return f"La date à atteindre ne laisse plus de jour pour « {titles[past[0].key]} » : reculez-la."
    return f"La date à atteindre ne laisse plus de jour pour {len(past)} étapes : reculez-la."


def _too_late(one: Conflict, titles: Mapping[str, str]) -> str:
    return (
        f"« {titles[one.key]} » tomberait le {date_long(one.ideal or one.before)}, après le dernier jour permis, "
        f"le {date_long(one.before)} : reculez la date à atteindre."
    )


def _late(late: list[Conflict], titles: Mapping[str, str]) -> str:
    first = min(late, key=lambda one: (one.ideal or one.before, one.key))
    day = date_long(first.ideal or first.before)
    if len(late) == 1:
        return f"« {titles[first.key]} » devait être faite le {day} : elle est posée dans le temps qui reste."
    return (
        f"{len(late)} étapes devaient être faites plus tôt, dès le {day} (« {titles[first.key]} ») : "
        "elles se partagent le temps qui reste."
    )
