from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "profile_saved": "a dit la situation de l’équipe : {more} échéances de plus, {fewer} de moins",
    "added": "a ajouté l’échéance « {title} »",
    "done": "a noté « {title} » comme fait",
    "remarked": "a ajouté {count} remarques au contrôle « {title} »",
    "dropped": "a noté « {title} » sans objet : {reason}",
    "undone": "a rouvert « {title} »",
    "moved": "a déplacé « {title} » au {when}",
    "last_told": "a dit quand « {title} » a été fait la dernière fois : {when}",
    "rule_adjusted": "a changé la règle de « {title} »",
    "rule_applied": "a appliqué la nouvelle règle de « {title} »",
    "rules_followed": "a mis à jour les règles des échéances : {count}",
    "waived": "a écarté « {title} » : {reason}",
    "resumed": "a repris « {title} »",
    "control_added": "a ajouté le contrôle « {title} »",
    "control_changed": "a changé le contrôle « {title} »",
    "contract_added": "a ajouté le contrat « {title} »",
    "contract_changed": "a changé le contrat « {title} »",
    "contract_chosen": "a choisi pour le contrat « {title} » : {choice}",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"deadlines.{code}", label)
