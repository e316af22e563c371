"""What changes in concertations, one verb each. See the submodules: cases, concertations, year, charter, entrances."""

from filrouge.modules.rcp.services.cases import (
    add_case,
    change_case,
    examine_again,
    file_case,
    remove_case,
)
from filrouge.modules.rcp.services.charter import write_charter
from filrouge.modules.rcp.services.concertations import note_concertation, undo_concertation, undo_until
from filrouge.modules.rcp.services.entrances import (
    ask_for_link,
    prepare_poster,
    send_entry_links,
    withdraw_poster,
)
from filrouge.modules.rcp.services.year import choose_counting, keep_counts

__all__ = [
    "add_case",
    "ask_for_link",
    "change_case",
    "choose_counting",
    "examine_again",
    "file_case",
    "keep_counts",
    "note_concertation",
    "prepare_poster",
    "remove_case",
    "send_entry_links",
    "undo_concertation",
    "undo_until",
    "withdraw_poster",
    "write_charter",
]
