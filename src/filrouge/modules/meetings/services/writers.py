"""Who writes where, right now. Worth half a minute: kept in the cache, never in the tables."""

from __future__ import annotations

import time

from django.core.cache import cache

from filrouge.kernel.live.services import changed
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries.writers import FORGOTTEN_AFTER, MOST, Writer, key_of
from filrouge.modules.meetings.services.notes import TOPIC


def say_where(meeting: Meeting, *, by: Membership, hand: str, place: str) -> None:
    """Note where this open page writes (nowhere when ``place`` is empty); the other pages are told when it moves."""
    require(by, policy.HOLD)
    now = time.time()
    before = queries.writers_of(meeting)
    after = [one for one in before if one.hand != hand and now - one.at < FORGOTTEN_AFTER][-MOST:]
    if hand and place:
        after.append(Writer(hand, str(by.user), place, now))
    cache.set(key_of(meeting.pk), [one.packed for one in after], FORGOTTEN_AFTER * 2)
    if {one.shown for one in before} != {one.shown for one in after}:
        changed(TOPIC, meeting.pk)
