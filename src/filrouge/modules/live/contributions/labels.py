from __future__ import annotations

from filrouge.kernel.registry import timeline_labels

timeline_labels.add("live.guest_accepted", "a accueilli {name} à « {title} »")
timeline_labels.add("live.seat_freed", "a libéré la place de {name} à « {title} »")
