"""What the portal asks of each indicator, field by field: a label and the value to copy."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from filrouge.modules.aci.engine.case import Case
from filrouge.modules.aci.engine.words import said

THEMES = (
    ("vaccination", "Vaccination"),
    ("tuberculosis", "Tuberculose"),
    ("child_obesity", "Surpoids et obésité de l’enfant"),
    ("mental_health", "Souffrance psychique et addictions des 12–25 ans"),
    ("suicide", "Prévention du suicide"),
    ("elderly", "Prévention chez les personnes âgées"),
    ("perinatal", "Périnatalité et femmes en précarité"),
    ("etp", "Éducation thérapeutique et à la santé"),
    ("prs", "Autre thème du projet régional de santé"),
)
HOURS = (("12+", "12 h ou plus"), ("10-12", "de 10 à 12 h"), ("8-10", "de 8 à 10 h"), ("<8", "moins de 8 h"))
SAS = (
    ("none", "aucun médecin, ou moins de la moitié"),
    ("half", "la moitié des médecins"),
    ("all", "tous les médecins"),
    ("every_request", "toutes les demandes du régulateur"),
)

Field = tuple[str, str]
Fields = Callable[[Case], list[Field]]


def fields_for(code: str, case: Case) -> tuple[Field, ...]:
    return tuple(FIELDS[code](case))


def year_fields(case: Case) -> tuple[Field, ...]:
    """Asked once, before the indicators."""
    return (
        ("Patients ayant déclaré un médecin associé, au 31 décembre", said(case.patients)),
        ("Professionnels associés, au 31 décembre", said(case.associates)),
        ("Infirmier en pratique avancée", _truth(case.advanced_practice_nurse)),
        ("Taux de C2S de la structure", _percent(case.c2s_rate)),
        ("Taux d’AME de la structure", _percent(case.ame_rate)),
    )


def _truth(value: bool) -> str:
    return "oui" if value else "non"


def _percent(value: Fraction) -> str:
    return f"{said(value)} %"


def _opening(case: Case) -> list[Field]:
    hours = case.opening
    return [
        ("Amplitude d’ouverture en semaine", dict(HOURS)[hours.daily_hours]),
        ("Ouvert le samedi matin", _truth(hours.saturday)),
        ("Semaines de fermeture pendant les vacances scolaires", str(hours.holiday_closure_weeks)),
        ("Semaines de fermeture hors vacances scolaires", str(hours.other_closure_weeks)),
        ("Soins non programmés chaque jour ouvré", _truth(hours.unscheduled_care)),
        ("Dérogation au titre de la permanence des soins", _truth(hours.pdsa_waiver)),
    ]


def _missions(case: Case) -> list[Field]:
    labels = dict(THEMES)
    themes = list(dict.fromkeys(labels.get(one.theme, one.theme) for one in case.public_health_missions))
    return [("Nombre de missions", str(len(themes))), *((f"Mission {n}", one) for n, one in enumerate(themes, start=1))]


def _rcp(case: Case) -> list[Field]:
    held = case.rcp
    return [
        ("Réunions tenues dans l’année", said(held.meetings)),
        ("Dossiers étudiés", said(held.files)),
        ("Patients en ALD ou de plus de 75 ans, au 31 décembre", said(held.eligible_patients)),
    ]


def _level(name: str) -> Fields:
    return lambda case: [("Niveau", str(getattr(case, name)) if getattr(case, name) else "aucun")]


def _number(label: str, name: str) -> Fields:
    return lambda case: [(label, said(getattr(case, name)))]


def _tick(label: str, name: str) -> Fields:
    return lambda case: [(label, _truth(getattr(case, name)))]


def _nurse(case: Case) -> list[Field]:
    return [("Infirmier en pratique avancée dans l’équipe", _truth(case.advanced_practice_nurse))]


def _software(case: Case) -> list[Field]:
    system = case.information_system
    return [
        ("Logiciel labellisé", _truth(system.label != "none")),
        ("Professionnels associés", said(case.associates)),
        ("Part de l’année avec le logiciel", _percent(system.prorata * 100)),
    ]


FIELDS: dict[str, Fields] = {
    "opening": _opening,
    "crisis_plan": lambda case: [("Plan de préparation écrit", _truth(case.crisis.plan))],
    "crisis_actions": lambda case: [
        ("Crise déclarée par les autorités", _truth(case.crisis.declared)),
        ("Actions menées", _truth(case.crisis.actions)),
    ],
    "diversity": _level("diversity_level"),
    "visiting": _level("visiting_level"),
    "cstm": _tick("Médecin en contrat de solidarité territoriale accueilli", "cstm"),
    "public_health": _missions,
    "public_health_ipa": _nurse,
    "users": _level("users_level"),
    "sas": lambda case: [("Participation au service d’accès aux soins", dict(SAS)[case.sas])],
    "coordination": _tick("Fonction de coordination assurée", "coordination"),
    "protocols": _number("Protocoles pluriprofessionnels", "protocols"),
    "protocols_ipa": _nurse,
    "rcp": _rcp,
    "rcp_ipa": _nurse,
    "training": _number("Stagiaires accueillis", "trainees"),
    "external_coordination": _tick("Procédure de coordination externe écrite", "external_coordination"),
    "quality": _level("quality_level"),
    "cooperation_protocols": _number("Protocoles nationaux de coopération", "cooperation_protocols"),
    "heart_failure": _tick("Parcours insuffisance cardiaque en place", "heart_failure_pathway"),
    "child_obesity": _tick("Parcours surpoids et obésité de l’enfant coordonné", "child_obesity_pathway"),
    "is_standard": _software,
    "is_advanced": lambda case: [("Niveau avancé du label", _truth(case.information_system.label == "advanced"))],
}
