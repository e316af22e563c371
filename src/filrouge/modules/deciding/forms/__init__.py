"""What may be typed when deciding together."""

from filrouge.modules.deciding.forms.ballots import (
    BallotFilterForm,
    BallotForm,
    CancelForm,
    HandsForm,
    ObjectionForm,
    RegisterForm,
)
from filrouge.modules.deciding.forms.boards import (
    BecomeForm,
    BoardForm,
    DotsForm,
    IdeaForm,
    PileForm,
    ProjectIdeaFilterForm,
    ProjectIdeaForm,
    ProjectIdeaStateForm,
    SortForm,
    StageForm,
)
from filrouge.modules.deciding.forms.library import TechniqueFilterForm
from filrouge.modules.deciding.forms.papers import PaperForm
from filrouge.modules.deciding.forms.proposals import PROPOSABLE, ClosingForm, ProposalForm
from filrouge.modules.deciding.forms.sequences import ContributionForm, SequenceForm, StepForm

__all__ = [
    "PROPOSABLE",
    "BallotFilterForm",
    "BallotForm",
    "BecomeForm",
    "BoardForm",
    "CancelForm",
    "ClosingForm",
    "ContributionForm",
    "DotsForm",
    "HandsForm",
    "IdeaForm",
    "ObjectionForm",
    "PaperForm",
    "PileForm",
    "ProjectIdeaFilterForm",
    "ProjectIdeaForm",
    "ProjectIdeaStateForm",
    "ProposalForm",
    "RegisterForm",
    "SequenceForm",
    "SortForm",
    "StageForm",
    "StepForm",
    "TechniqueFilterForm",
]
