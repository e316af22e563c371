"""The screens of a session in progress, when there is one."""

from __future__ import annotations

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding.models import Ballot, Board, Sequence
from filrouge.modules.live import queries as live
from filrouge.modules.live import services as screens

KINDS = {Ballot: "ballot", Board: "board", Sequence: "sequence"}  # names in the registry of activities


def show_in_room(row: Ballot | Board | Sequence, *, by: Membership) -> bool:
    """Put it in the middle of every screen. False when nobody is in the room."""
    session = live.live_of(row.meeting) if row.meeting else None
    if session is None:
        return False
    screens.show_activity(session, KINDS[type(row)], row.pk, by=by)
    return True


def tell_room(row: Ballot | Board | Sequence) -> None:
    screens.activity_changed(KINDS[type(row)], row.pk)
