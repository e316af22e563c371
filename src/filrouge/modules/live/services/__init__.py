"""What changes in a session, one verb each."""

from filrouge.modules.live.services.activities import activity_changed, answer_activity, hide_activity, show_activity
from filrouge.modules.live.services.floor import end_speech, give_floor, lower_hand, raise_hand, take_floor
from filrouge.modules.live.services.seats import (
    accept_guest,
    ask_as_guest,
    count_guest,
    free_seat,
    leave_seat,
    propose_point,
    refuse_guest,
    sign_presence,
    take_seat,
)
from filrouge.modules.live.services.sessions import follow_meeting, go_to, open_live, start_clock, stop_clock

__all__ = [
    "accept_guest",
    "activity_changed",
    "answer_activity",
    "ask_as_guest",
    "count_guest",
    "end_speech",
    "follow_meeting",
    "free_seat",
    "give_floor",
    "go_to",
    "hide_activity",
    "leave_seat",
    "lower_hand",
    "open_live",
    "propose_point",
    "raise_hand",
    "refuse_guest",
    "show_activity",
    "sign_presence",
    "start_clock",
    "stop_clock",
    "take_floor",
    "take_seat",
]
