from __future__ import annotations

from filrouge.kernel.mail.kinds import mail_kinds
from filrouge.kernel.registry import timeline_labels

mail_kinds.add("work.released", "tâche confiée")

timeline_labels.add("work.created", "a créé la tâche « {title} »")
timeline_labels.add("work.changed", "a modifié la tâche « {title} » ({changes})")
timeline_labels.add("work.completed", "a terminé la tâche « {title} »")
timeline_labels.add("work.reopened", "a rouvert la tâche « {title} »")
timeline_labels.add("work.dropped", "a abandonné la tâche « {title} »")
timeline_labels.add("work.returned", "a rendu la tâche « {title} » : {word}")
timeline_labels.add("work.released", "a confié la tâche « {title} » à {owner}")
timeline_labels.add("work.owner_told", "a prévenu {owner} pour la tâche « {title} »")
timeline_labels.add("work.repeated", "a ouvert la suite de la tâche « {title} »")
