from __future__ import annotations

from filrouge.kernel.live.topics import live_topics
from filrouge.kernel.registry import timeline_labels
from filrouge.modules.live.services import follow_meeting
from filrouge.modules.live.services.sessions import TOPIC
from filrouge.modules.live.views import screens
from filrouge.modules.meetings.panels import meeting_followers

live_topics.add(TOPIC, screens.TOPIC)
meeting_followers.add("live", follow_meeting)

timeline_labels.add("live.guest_accepted", "a accueilli {name} à « {title} »")
timeline_labels.add("live.seat_freed", "a libéré la place de {name} à « {title} »")
