from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "declaration_frozen": "a figé la déclaration ACI {year}, version {version}",
    "pack_ready": "a préparé le dossier de la déclaration ACI {year}, version {version}",
    "declaration_sent": "a noté l’envoi de la déclaration ACI {year}, version {version}",
    "declaration_answered": "a noté la réponse de la CPAM à la déclaration ACI {year} : {pieces}",
    "dispute_noted": "a noté une étape de la contestation de l’ACI {year}",
    "dispute_closed": "a clos la contestation de l’ACI {year}",
    "year_kept": "a saisi l’année ACI {year}",
    "adhesion_kept": "a dit où en est l’équipe avec France Santé : {title}",
    "engagement_kept": "a noté un engagement de France Santé : {title}",
    "amount_kept": "a écrit le montant de France Santé {year}",
    "amount_reset": "a repris le montant des sources pour France Santé {year}",
    "hours_kept": "a donné les horaires de « {title} » à partir de {year}",
    "hours_forgotten": "a répondu directement aux horaires à partir de {year}",
    "hours_taken_back": "a repris les horaires des sites pour {year}",
    "settings_kept": "a réglé l’année ACI {year}",
    "setting_reset": "a repris la valeur nationale de « {title} » pour {year}",
    "settings_undone": "a annulé le dernier réglage de l’année ACI {year}",
    "source_kept": "a dit la source de « {title} », {year}",
    "source_removed": "a retiré la source de « {title} », {year}",
    "source_restored": "a remis la source de « {title} », {year}",
    "piece_kept": "a déposé ou corrigé une preuve pour « {title} », {year}",
    "piece_removed": "a retiré une preuve de « {title} », {year}",
    "piece_restored": "a remis une preuve pour « {title} », {year}",
    "act_dismissed": "a écarté « {title} » pour {year} : {reason}",
    "act_taken_back": "a repris « {title} » pour {year}",
    "time_kept": "a changé le temps d’un acte de l’ACI",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"aci.{code}", label)
