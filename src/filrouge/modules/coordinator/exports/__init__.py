"""What leaves as a file."""

from filrouge.modules.coordinator.exports.argument import argument_document
from filrouge.modules.coordinator.exports.handover import handover_document
from filrouge.modules.coordinator.exports.profile import choice_document, cost_of
from filrouge.modules.coordinator.exports.time import time_sheet

__all__ = [
    "argument_document",
    "choice_document",
    "cost_of",
    "handover_document",
    "time_sheet",
]
