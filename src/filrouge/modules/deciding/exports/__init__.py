"""What leaves as a file. Nothing of a secret ballot but sums."""

from filrouge.modules.deciding.exports.results import ballots_sheet, results_document
from filrouge.modules.deciding.exports.techniques import techniques_document

__all__ = ["ballots_sheet", "results_document", "techniques_document"]
