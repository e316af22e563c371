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

__all__ = [
    "BallotFilterForm",
    "BallotForm",
    "CancelForm",
    "HandsForm",
    "ObjectionForm",
    "PaperForm",
    "RegisterForm",
    "TechniqueFilterForm",
]
