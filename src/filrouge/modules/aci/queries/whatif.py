"""« What if? »: today's case with a few changes, beside the case as it is. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any

from filrouge.modules.aci.engine import Case, Mission, Result, simulate
from filrouge.modules.aci.engine.words import said
from filrouge.modules.aci.queries.year import paid_by_line
from filrouge.ui.typography import count

MORE, CHOICE, RATE = "more", "choice", "rate"
Choices = tuple[tuple[str, str], ...]
LOSSES: Choices = (
    ("horaires", "la réponse aux soins non programmés"),
    ("crise", "le plan de préparation aux crises"),
    ("coordination", "la coordination"),
    ("logiciel", "le logiciel labellisé"),
)
YES_NO: Choices = (("oui", "oui"), ("non", "non"))


@dataclass(frozen=True, slots=True)
class Knob:
    """One thing that may change, by its name in the address. ``tap``: what one tap tries."""

    name: str
    label: str
    kind: str
    change: Callable[[Case, Any], Case]
    words: str = ""
    choices: Choices = ()
    tap: tuple[str, str] | None = None

    def said(self, value: Any) -> str:
        """« 20 dossiers de plus », « Samedi matin : fermé »"""
        if self.kind == MORE:
            return f"{count(abs(value), self.words)} de {'plus' if value > 0 else 'moins'}"
        told = f"{said(value)} %" if self.kind == RATE else dict(self.choices)[value]
        return f"{self.label} : {told}"


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: Decimal
    after: Decimal
    formula: str  # with the changes

    @property
    def euros(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    before: Result
    after: Result
    changes: list[str]
    lines: list[Difference]  # only those that differ

    @property
    def amounts(self) -> list[tuple[str, Decimal, Decimal, Decimal]]:
        """What, today, with the changes, the difference."""
        named = (("Total", "total_euros"), ("Avance", "advance_euros"), ("Solde", "balance_euros"))
        pairs = [(label, getattr(self.before, name), getattr(self.after, name)) for label, name in named]
        return [(label, before, after, after - before) for label, before, after in pairs]

    @property
    def same(self) -> bool:
        return not self.lines and not any(change for _label, _before, _after, change in self.amounts)


def compare(case: Case, chosen: Mapping[str, Any]) -> Comparison:
    """``chosen``: values by the name of their knob; those that are absent change nothing."""
    changed, words = case, []
    for knob in KNOBS:
        if (value := chosen.get(knob.name)) not in (None, "", 0) or (knob.kind == RATE and value is not None):
            changed = knob.change(changed, value)
            words.append(knob.said(value))
    before, after = simulate(case), simulate(changed)
    paid, then = paid_by_line(before), paid_by_line(after)
    lines = [
        Difference(line.indicator.label, paid[code], then[code], line.formula)
        for line in after.lines
        if paid[code := line.indicator.code] != then[code]
    ]
    return Comparison(before, after, words, lines)


def put(case: Case, path: str, value: Any) -> Case:
    """The case with this value at a place of it (« rcp.files »)."""
    group, _, key = path.rpartition(".")
    held = replace(getattr(case, group), **{key: value}) if group else value
    changed: Case = replace(case, **{group or key: held})
    return changed


def _more(path: str) -> Callable[[Case, int], Case]:
    return lambda case, by: put(case, path, max(attrgetter(path)(case) + by, 0))


def _is(path: str) -> Callable[[Case, Any], Case]:
    return lambda case, value: put(case, path, value)


def _whether(path: str, true: str = "oui") -> Callable[[Case, str], Case]:
    return lambda case, value: put(case, path, value == true)


def _level(path: str) -> Callable[[Case, str], Case]:
    return lambda case, value: put(case, path, int(value))


def _rate(path: str) -> Callable[[Case, Any], Case]:
    return lambda case, value: put(case, path, Fraction(value))


def _missions(case: Case, by: int) -> Case:
    kept = case.public_health_missions[: max(len(case.public_health_missions) + min(by, 0), 0)]
    return replace(case, public_health_missions=(*kept, *(Mission(f"de plus {rank}") for rank in range(by))))


def _lost(case: Case, what: str) -> Case:
    path, value = {
        "horaires": ("opening.unscheduled_care", False),
        "crise": ("crisis.plan", False),
        "coordination": ("coordination", False),
        "logiciel": ("information_system.label", "none"),
    }[what]
    return put(case, path, value)


def _levels(most: int) -> Choices:
    return (("0", "aucun"), *((str(level), f"niveau {level}") for level in range(1, most + 1)))


HOURS: Choices = (("12+", "12 h ou plus"), ("10-12", "de 10 à 12 h"), ("8-10", "de 8 à 10 h"), ("<8", "moins de 8 h"))
SAS: Choices = (("none", "aucun médecin"), ("half", "la moitié des médecins"), ("all", "tous les médecins"))
LABELS: Choices = (("standard", "standard"), ("advanced", "avancé"))
SATURDAY: Choices = (("ouvert", "ouvert"), ("ferme", "fermé"))

KNOBS = (
    Knob("patients", "Patients de plus", MORE, _more("patients"), "patient", tap=("200", "200 patients de plus")),
    Knob("associes", "Associés de plus", MORE, _more("associates"), "associé", tap=("1", "Un associé de plus")),
    Knob("ipa", "Infirmier en pratique avancée", CHOICE, _whether("advanced_practice_nurse"), choices=YES_NO,
         tap=("oui", "Un infirmier en pratique avancée")),
    Knob("protocoles", "Protocoles de plus", MORE, _more("protocols"), "protocole", tap=("1", "Un protocole de plus")),
    Knob("rcp", "RCP de plus", MORE, _more("rcp.meetings"), "RCP|RCP"),
    Knob("dossiers", "Dossiers de RCP de plus", MORE, _more("rcp.files"), "dossier de RCP|dossiers de RCP",
         tap=("20", "20 dossiers de RCP de plus")),
    Knob("missions", "Missions de santé publique de plus", MORE, _missions,
         "mission de santé publique|missions de santé publique"),
    Knob("stagiaires", "Stagiaires de plus", MORE, _more("trainees"), "stagiaire"),
    Knob("cooperation", "Protocoles de coopération de plus", MORE, _more("cooperation_protocols"),
         "protocole de coopération|protocoles de coopération"),
    Knob("samedi", "Samedi matin", CHOICE, _whether("opening.saturday", "ouvert"), choices=SATURDAY,
         tap=("ferme", "Fermer le samedi")),
    Knob("heures", "Ouverture chaque jour", CHOICE, _is("opening.daily_hours"), choices=HOURS,
         tap=("10-12", "Ouvrir plus tard")),
    Knob("perdu", "On perd", CHOICE, _lost, choices=LOSSES, tap=("coordination", "Perdre la coordination")),
    Knob("diversite", "Diversité des services", CHOICE, _level("diversity_level"), choices=_levels(2)),
    Knob("vacataires", "Consultations de second recours", CHOICE, _level("visiting_level"), choices=_levels(2)),
    Knob("usagers", "Implication des usagers", CHOICE, _level("users_level"), choices=_levels(2)),
    Knob("qualite", "Démarche qualité", CHOICE, _level("quality_level"), choices=_levels(3)),
    Knob("sas", "Service d’accès aux soins", CHOICE, _is("sas"), choices=SAS),
    Knob("externe", "Coordination externe", CHOICE, _whether("external_coordination"), choices=YES_NO),
    Knob("cardiaque", "Parcours insuffisance cardiaque", CHOICE, _whether("heart_failure_pathway"), choices=YES_NO),
    Knob("label", "Label du logiciel", CHOICE, _is("information_system.label"), choices=LABELS),
    Knob("c2s", "Taux de C2S de la structure", RATE, _rate("c2s_rate"), tap=("12", "12 % de C2S")),
    Knob("ame", "Taux d’AME de la structure", RATE, _rate("ame_rate")),
)  # fmt: skip
