from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "added": "a ajouté l’indicateur « {title} »",
    "taken": "a pris dans la bibliothèque l’indicateur « {title} »",
    "changed": "a changé l’indicateur « {title} » ({changes})",
    "archived": "a rangé l’indicateur « {title} »",
    "restored": "a repris l’indicateur « {title} »",
    "cycle_started": "a ouvert la démarche qualité « {title} »",
    "cycle_written": "a écrit dans la démarche qualité « {title} » ({changes})",
    "action_added": "a ajouté au plan de la démarche « {title} » : {task}",
    "cycle_linked": "a lié à la démarche « {title} » l’indicateur « {indicator} »",
    "cycle_unlinked": "a délié de la démarche « {title} » l’indicateur « {indicator} »",
    "dossier_frozen": "a figé pour {year} le dossier de niveau {level} de la démarche « {title} »",
    "cycle_dropped": "a abandonné la démarche qualité « {title} »",
    "cycle_resumed": "a repris la démarche qualité « {title} »",
    "method_written": "a écrit la fiche de recueil de « {title} »",
    "sheet_prepared": "a préparé la feuille de comptage {code} de « {title} » ({period})",
    "sheet_entered": "a saisi la feuille de comptage {code} de « {title} » ({period})",
    "sheet_removed": "a retiré la feuille de comptage {code} de « {title} » ({period})",
    "reminded": "a relancé {person} pour « {title} »",
    "value_given": "a donné la valeur de « {title} » ({period}) : {value}",
    "value_corrected": "a corrigé la valeur de « {title} » ({period}) : {before} devient {value}",
    "value_accepted": "a validé la valeur de « {title} » ({period}) : {value}",
    "value_asked_again": "a demandé de revoir la valeur de « {title} » ({period}, {value}) : {word}",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"indicators.{code}", label)
