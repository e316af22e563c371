from filrouge.modules.maturity.forms.answers import AnswerForm
from filrouge.modules.maturity.forms.assessments import AssessmentForm, ClosingForm, NextForm
from filrouge.modules.maturity.forms.consensus import AgreementForm, EffectForm, ImprovementForm
from filrouge.modules.maturity.forms.dimensions import DimensionForm, NewDimensionForm

__all__ = [
    "AgreementForm",
    "AnswerForm",
    "AssessmentForm",
    "ClosingForm",
    "DimensionForm",
    "EffectForm",
    "ImprovementForm",
    "NewDimensionForm",
    "NextForm",
]
