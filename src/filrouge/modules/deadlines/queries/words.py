"""A schedule said in French."""

from __future__ import annotations

from filrouge.modules.deadlines.enums import Month
from filrouge.modules.deadlines.queries.dates import Schedule

ANCHORS = {
    "aci_signed_on": "la signature du contrat ACI",
    "project_signed_on": "la signature du projet de santé",
    "etp_declared_on": "la déclaration du programme",
    "hired_on": "l’embauche",
}


def schedule_label(schedule: Schedule) -> str:
    """« chaque année, le 31 janvier », « 6 mois après la clôture des comptes »"""
    kind = schedule.get("kind", "")
    say = {
        "yearly": _yearly,
        "working_day": _working_day,
        "closing": _closing,
        "term": _term,
        "after_done": _after_done,
        "by_weight": _by_weight,
    }
    return say[kind](schedule) if kind in say else "une seule fois"


def months_label(months: int) -> str:
    if months % 12 == 0 and months:
        return "un an" if months == 12 else f"{months // 12} ans"
    return "un mois" if months == 1 else f"{months} mois"


def _yearly(schedule: Schedule) -> str:
    month = Month(schedule["month"]).label
    if schedule["day"] == 31 and schedule["month"] == Month.FEBRUARY:
        return "chaque année, le dernier jour de février"
    day = "1er" if schedule["day"] == 1 else schedule["day"]
    return f"chaque année, le {day} {month}"


def _working_day(schedule: Schedule) -> str:
    day = "1er" if schedule["day"] == 1 else schedule["day"]
    rank = {1: "premier", 2: "deuxième", 3: "troisième"}.get(schedule["rank"], f"{schedule['rank']}e")
    return f"chaque année, le {rank} jour ouvré après le {day} {Month(schedule['month']).label}"


def _closing(schedule: Schedule) -> str:
    text = f"{months_label(schedule.get('months', 0))} après la clôture des comptes"
    days = schedule.get("days", 0)
    return f"{text}, {-days} jours plus tôt" if days < 0 else text


def _term(schedule: Schedule) -> str:
    return f"tous les {_every(schedule['months'])} depuis {ANCHORS[schedule['anchor']]}"


def _every(months: int) -> str:
    return f"{months // 12} ans" if months % 12 == 0 and months > 12 else f"{months} mois"


def _after_done(schedule: Schedule) -> str:
    months, days = schedule.get("months", 0), schedule.get("days", 0)
    text = f"{months_label(months) if months else f'{days} jours'} après la dernière fois"
    if schedule.get("clean_months"):
        text += f" ({months_label(schedule['clean_months'])} si le rapport est sans remarque)"
    if schedule.get("anchor"):
        text += f" ; la première, {months_label(schedule['first_months'])} après {ANCHORS[schedule['anchor']]}"
    return text


def _by_weight(schedule: Schedule) -> str:
    return "selon le poids : 3 jours, 7 jours, un mois ou 3 mois après le dernier enlèvement"
