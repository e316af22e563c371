from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "agreed": "a noté le consensus sur « {title} » : niveau {level}",
    "improvement_added": "a choisi l’action « {title} »",
    "effect_told": "a écrit ce qu’a changé l’action « {title} »",
    "report_frozen": "a figé la synthèse de « {title} »",
    "prepared": "a préparé le tour de maturité « {title} »",
    "sent": "a envoyé le tour de maturité « {title} » à {count} personnes",
    "room_opened": "a ouvert « {title} » aux réponses dans la salle",
    "room_closed": "a fermé les réponses dans la salle de « {title} »",
    "extended": "a changé la date du tour de maturité « {title} »",
    "reminded": "a relancé {count} personnes sur « {title} »",
    "closed": "a clos le tour de maturité « {title} »",
    "cancelled": "a annulé le tour de maturité « {title} »",
    "next_planned": "a prévu quand refaire « {title} »",
    "dimension_added": "a ajouté la dimension de maturité « {title} »",
    "dimension_changed": "a récrit la dimension de maturité « {title} »",
    "dimension_shown": "a repris la dimension de maturité « {title} »",
    "dimension_hidden": "a écarté la dimension de maturité « {title} »",
    "dimension_reset": "a rendu à « {title} » le texte de la maison",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"maturity.{code}", label)
