from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "prepared": "a préparé le vote « {title} »",
    "opened": "a ouvert le vote « {title} » à {count} personnes",
    "closed": "a dépouillé le vote « {title} » : {result}",
    "cancelled": "a annulé le vote « {title} »",
    "registered": "a inscrit la décision issue du vote « {title} »",
    "board_opened": "a lancé le remue-méninges « {title} »",
    "became": "a fait de « {said} » une {what} (« {title} »)",
    "sequence_started": "a lancé la séquence « {title} »",
    "sequence_finished": "a terminé la séquence « {title} »",
    "idea_noted": "a noté l’idée de projet « {title} »",
    "idea_followed": "a suivi l’idée de projet « {title} » : {state}",
    "proposed": "a écrit la proposition « {title} »",
    "sent": "a envoyé la proposition « {title} » à {count} personnes",
    "extended": "a changé la date de la proposition « {title} »",
    "reminded": "a relancé {count} personnes sur « {title} »",
    "objection_treated": "a noté une objection à « {title} » : {state}",
}


for code, label in LABELS.items():
    registry.timeline_labels.add(f"deciding.{code}", label)
