from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "planned": "a prévu « {title} »",
    "changed": "a modifié « {title} »",
    "type_added": "a ajouté le type de réunion « {title} »",
    "type_changed": "a modifié le type de réunion « {title} »",
    "type_restored": "a rétabli le type de réunion « {title} » tel que proposé",
    "type_retired": "a retiré le type de réunion « {title} »",
    "type_brought_back": "a remis le type de réunion « {title} »",
    "readers_changed": "a réservé « {title} » : lisible par {readers}",
    "participant_removed": "a retiré {name} de « {title} »",
    "convened": "a convoqué {count} personnes à « {title} »",
    "cancelled": "a annulé « {title} »",
    "restored": "a rétabli « {title} »",
    "agenda_changed": "a complété l’ordre du jour de « {title} »",
    "item_removed": "a retiré « {item} » de l’ordre du jour de « {title} »",
    "item_restored": "a remis « {item} » à l’ordre du jour de « {title} »",
    "document_added": "a joint « {name} » au point « {item} » de « {title} »",
    "document_removed": "a retiré le document « {name} » de « {title} »",
    "opened": "a ouvert la séance « {title} »",
    "closed": "a levé la séance « {title} »",
    "reopened": "a repris la séance « {title} »",
    "times_changed": "a corrigé les heures de « {title} »",
    "presence_marked": "a pointé {name} à « {title} » : {presence}",
    "presence_declared": "a signé sa présence à « {title} » : {presence} ({how})",
    "presence_claimed": "dit avoir été là à « {title} », contre le pointage : {presence}",
    "presence_asked": "a demandé à {count} personnes si elles étaient à « {title} »",
    "walked_in": "a ajouté {name}, venu·e sans être convié·e, à « {title} »",
    "all_marked": "a pointé {count} présences à « {title} »",
    "sheet_filed": "a déposé la feuille signée de « {title} »",
    "sheet_removed": "a retiré une photo de feuille de « {title} »",
    "recorded": "a noté « {title} », déjà tenue",
    "record_removed": "a retiré « {title} », notée par erreur",
    "decided": "a noté une décision à « {title} » : {text}",
    "notes_restored": "a repris un texte d’avant sous « {item} » à « {title} »",
    "decision_registered": "a inscrit au registre la décision {number} : {text}",
    "decision_removed": "a retiré une décision de « {title} » : {text}",
    "decision_reviewed": "a revu la décision « {text} » : {outcome}",
    "decision_review_undone": "a retiré la dernière suite de la décision « {text} »",
    "decision_followed": "a suivi la décision « {text} » : {status}",
    "calendars_sent": "a envoyé à {count} personnes l’adresse de leur agenda",
    "expected": "attend {count} personnes à « {title} » : elles ont dit oui à cette date",
    "answered": "a répondu à « {title} » : {answer}",
    "review_sent": "a envoyé le compte rendu de « {title} » à {count} personnes",
    "opinion_given": "a donné son avis sur le compte rendu de « {title} » : {opinion}",
    "approved": "a approuvé le compte rendu {number} de « {title} »",
}


for code, label in LABELS.items():
    registry.timeline_labels.add(f"meetings.{code}", label)
