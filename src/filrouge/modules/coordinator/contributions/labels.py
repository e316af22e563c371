from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "time_started": "a lancé le chronomètre de la coordination",
    "time_noted": "a noté du temps de coordination",
    "time_changed": "a corrigé du temps de coordination",
    "time_removed": "a retiré du temps de coordination",
    "time_restored": "a remis du temps de coordination",
    "presence_added": "a ajouté des heures de présence",
    "presence_changed": "a changé des heures de présence",
    "absence_added": "a noté une absence",
    "absence_changed": "a corrigé une absence",
    "day_removed": "a retiré un jour de présence ou d’absence",
    "post_kept": "a décrit le poste de coordination",
    "post_removed": "a retiré le poste de coordination",
    "post_restored": "a remis le poste de coordination",
    "funding_kept": "a noté un financement du poste",
    "funding_removed": "a retiré un financement du poste",
    "funding_restored": "a remis un financement du poste",
    "access_kept": "a noté l’accès à « {title} »",
    "access_removed": "a retiré l’accès à « {title} » du dossier de passation",
    "access_restored": "a remis l’accès à « {title} » dans le dossier de passation",
    "habit_kept": "a noté l’habitude « {title} »",
    "habit_removed": "a retiré l’habitude « {title} »",
    "habit_restored": "a remis l’habitude « {title} »",
    "training_kept": "a noté une formation suivie",
    "training_removed": "a retiré une formation suivie",
    "training_restored": "a remis une formation suivie",
    "profile_chosen": "a gardé le choix du profil de la coordination : {title}",
    "profile_removed": "a retiré un choix du profil de la coordination : {title}",
    "profile_restored": "a remis un choix du profil de la coordination : {title}",
    "day_restored": "a remis un jour de présence ou d’absence",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"coordinator.{code}", label)
