from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "poll_opened": "a lancé le sondage de dates de « {title} » auprès de {count} personnes",
    "poll_changed": "a réglé le sondage de dates de « {title} »",
    "poll_stopped": "a arrêté le sondage de dates de « {title} »",
    "poll_reopened": "a rouvert le sondage de dates de « {title} »",
    "slots_added": "a proposé {count} dates de plus pour « {title} »",
    "slot_removed": "a retiré une date proposée pour « {title} »",
    "asked": "a interrogé {count} personnes de plus sur la date de « {title} »",
    "answered": "a répondu au sondage de dates de « {title} »",
    "answered_for": "a saisi la réponse de {name} au sondage de dates de « {title} »",
    "reminded": "a relancé {count} personnes pour la date de « {title} »",
    "reminders_on": "a repris les rappels du sondage de « {title} »",
    "reminders_off": "a arrêté les rappels du sondage de « {title} »",
    "chosen": "a choisi la date de « {title} » : {when}",
    "plan_started": "a commencé le plan de l’année {year}",
    "plan_changed": "a changé le plan de l’année {year}",
    "plan_created": "a créé {count} réunions du plan de l’année {year}",
    "plan_undone": "a repris {count} réunions du plan de l’année {year}",
    "series_started": "a commencé la série « {title} », {rule}",
    "series_changed": "a changé la série « {title} », {rule}",
    "series_stopped": "a arrêté la série « {title} »",
    "series_resumed": "a repris la série « {title} »",
    "date_skipped": "a sauté une date de « {title} » : {when}",
    "date_returned": "a remis une date de « {title} » : {when}",
    "date_moved": "a déplacé seule une date de « {title} » : {when}",
}


for code, label in LABELS.items():
    registry.timeline_labels.add(f"scheduling.{code}", label)
