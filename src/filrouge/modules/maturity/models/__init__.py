from filrouge.modules.maturity.models.assessments import (
    Agreement,
    AnswerBox,
    Assessment,
    Improvement,
    Invitation,
)
from filrouge.modules.maturity.models.dimensions import DimensionText

__all__ = ["Agreement", "AnswerBox", "Assessment", "DimensionText", "Improvement", "Invitation"]
