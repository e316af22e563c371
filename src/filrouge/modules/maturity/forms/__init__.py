from filrouge.modules.maturity.forms.answers import AnswerForm
from filrouge.modules.maturity.forms.assessments import AssessmentForm, ClosingForm, NextForm
from filrouge.modules.maturity.forms.dimensions import DimensionForm, NewDimensionForm

__all__ = ["AnswerForm", "AssessmentForm", "ClosingForm", "DimensionForm", "NewDimensionForm", "NextForm"]
