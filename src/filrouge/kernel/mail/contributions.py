from __future__ import annotations

from filrouge.kernel.mail import replies, tasks
from filrouge.kernel.registry import timeline_labels

__all__ = ["replies", "tasks"]  # importing them puts them on the schedule

timeline_labels.add("mail.sent_again", "a renvoyé le message « {title} » à {person}")
timeline_labels.add("mail.cancelled", "a annulé le message « {title} » à {person}")
