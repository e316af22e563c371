from __future__ import annotations

from filrouge.modules.deciding.views import room
from filrouge.modules.live.panels import activities

for kind, activity in room.ACTIVITIES.items():
    activities.add(kind, activity)
