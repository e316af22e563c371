from __future__ import annotations

from filrouge.kernel.people.labels import TIMELINE_LABELS
from filrouge.kernel.registry import timeline_labels

for _action, _label in TIMELINE_LABELS.items():
    timeline_labels.add(_action, _label)
