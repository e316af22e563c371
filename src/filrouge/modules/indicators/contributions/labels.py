from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "added": "a ajouté l’indicateur « {title} »",
    "taken": "a pris dans la bibliothèque l’indicateur « {title} »",
    "changed": "a changé l’indicateur « {title} » ({changes})",
    "archived": "a rangé l’indicateur « {title} »",
    "restored": "a repris l’indicateur « {title} »",
    "reminded": "a relancé {person} pour « {title} »",
    "value_given": "a donné pour {period} la valeur de « {title} » : {value}",
    "value_corrected": "a corrigé pour {period} la valeur de « {title} » : {before} devient {value}",
    "value_accepted": "a validé pour {period} la valeur de « {title} » : {value}",
    "value_asked_again": "a demandé de revoir pour {period} la valeur de « {title} » ({value}) : {word}",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"indicators.{code}", label)
