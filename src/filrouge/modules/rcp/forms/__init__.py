"""What may be typed about concertations. No free text about a situation: there is no field for it."""

from filrouge.modules.rcp.forms.cases import CaseFilterForm, CaseForm, NewCaseForm
from filrouge.modules.rcp.forms.charter import CharterForm
from filrouge.modules.rcp.forms.entry import AskForm, ConcertationForm
from filrouge.modules.rcp.forms.year import CountingForm, CountsForm

__all__ = [
    "AskForm",
    "CaseFilterForm",
    "CaseForm",
    "CharterForm",
    "ConcertationForm",
    "CountingForm",
    "CountsForm",
    "NewCaseForm",
]
