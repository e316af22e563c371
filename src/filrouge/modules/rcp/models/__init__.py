"""What concertations keep. Nothing of a patient: a random code, a category, a theme, boxes ticked."""

from filrouge.modules.rcp.models.case import Case
from filrouge.modules.rcp.models.charter import Charter
from filrouge.modules.rcp.models.poster import EntryPoster
from filrouge.modules.rcp.models.year import CountingChoice, PatientCounts

__all__ = ["Case", "Charter", "CountingChoice", "EntryPoster", "PatientCounts"]
