"""What may be typed when deciding together."""

from filrouge.modules.deciding.forms.ballots import (
    BallotFilterForm,
    BallotForm,
    CancelForm,
    HandsForm,
    ObjectionForm,
    RegisterForm,
)
from filrouge.modules.deciding.forms.library import TechniqueFilterForm
from filrouge.modules.deciding.forms.papers import PaperForm
from filrouge.modules.deciding.forms.proposals import PROPOSABLE, ClosingForm, ProposalForm

__all__ = [
    "PROPOSABLE",
    "BallotFilterForm",
    "BallotForm",
    "CancelForm",
    "ClosingForm",
    "HandsForm",
    "ObjectionForm",
    "PaperForm",
    "ProposalForm",
    "RegisterForm",
    "TechniqueFilterForm",
]
