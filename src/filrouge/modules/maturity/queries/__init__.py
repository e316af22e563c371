from filrouge.modules.maturity.engine import LEVELS
from filrouge.modules.maturity.queries.assessments import (
    assessments,
    awaited_from,
    before,
    closed,
    closed_in,
    invitations_with_assessment,
    is_time_again,
    still_asks,
    with_room,
)
from filrouge.modules.maturity.queries.following import Change, changes_between, improvements_of
from filrouge.modules.maturity.queries.matrix import (
    Axis,
    Dimension,
    Matrix,
    axes_of,
    axis_choices,
    frozen,
    shipped,
    team_matrix,
)
from filrouge.modules.maturity.queries.results import AxisResult, Result, Results, results_of

__all__ = [
    "LEVELS",
    "Axis",
    "AxisResult",
    "Change",
    "Dimension",
    "Matrix",
    "Result",
    "Results",
    "assessments",
    "awaited_from",
    "axes_of",
    "axis_choices",
    "before",
    "changes_between",
    "closed",
    "closed_in",
    "frozen",
    "improvements_of",
    "invitations_with_assessment",
    "is_time_again",
    "results_of",
    "shipped",
    "still_asks",
    "team_matrix",
    "with_room",
]
