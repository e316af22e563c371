from filrouge.modules.maturity.queries.matrix import (
    LEVELS,
    Axis,
    Dimension,
    Matrix,
    axes_of,
    axis_choices,
    frozen,
    shipped,
    team_matrix,
)

__all__ = [
    "LEVELS",
    "Axis",
    "Dimension",
    "Matrix",
    "axes_of",
    "axis_choices",
    "frozen",
    "shipped",
    "team_matrix",
]
