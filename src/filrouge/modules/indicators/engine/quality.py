"""How far a quality cycle has come: what each level asks, what is there, what is missing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """What a cycle holds."""

    referent: bool = False
    appointed: bool = False
    diagnosis: bool = False
    objective: bool = False
    actions: int = 0
    actions_ready: int = 0  # with somebody and a day
    indicators: int = 0
    measured: int = 0  # indicators with a value at both dates
    results: bool = False
    revised: bool = False
    reason: bool = False  # why this theme


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    is_done: bool
    part: str  # where it is written
    missing: str = ""  # what to do


@dataclass(frozen=True, slots=True)
class Level:
    number: int
    steps: tuple[Step, ...]
    is_reached: bool  # with the levels before

    @property
    def missing(self) -> list[str]:
        return [step.missing for step in self.steps if not step.is_done]


def levels_of(held: Held) -> list[Level]:
    found, before = [], True
    for number, steps in enumerate((_first(held), _second(held), _third(held)), start=1):
        before = before and all(step.is_done for step in steps)
        found.append(Level(number, steps, before))
    return found


def level_of(held: Held) -> int:
    return sum(level.is_reached for level in levels_of(held))


def _first(held: Held) -> tuple[Step, ...]:
    named = held.referent and held.appointed
    return (
        Step("Référent", named, "referent", "nommer le référent et dire depuis quand"),
        Step("État des lieux", held.diagnosis, "etat-des-lieux", "écrire l’état des lieux"),
        Step("Thème", held.reason, "etat-des-lieux", "dire pourquoi ce thème"),
        Step("Objectif", held.objective, "etat-des-lieux", "écrire l’objectif"),
    )


def _second(held: Held) -> tuple[Step, ...]:
    planned = held.actions > 0 and held.actions == held.actions_ready
    ask = "donner à chaque action une personne et une date" if held.actions else "ajouter une action au plan"
    return (
        Step("Plan d’actions", planned, "plan", ask),
        Step("Indicateurs", held.indicators > 0, "indicateurs", "choisir un indicateur au moins"),
    )


def _third(held: Held) -> tuple[Step, ...]:
    measured = 0 < held.indicators == held.measured
    return (
        Step("Résultats", measured, "indicateurs", "avoir pour chaque indicateur une valeur au départ et à la fin"),
        Step("Bilan", held.results, "bilan", "écrire le bilan"),
        Step("Plan revu", held.revised, "bilan", "écrire le plan revu"),
    )
