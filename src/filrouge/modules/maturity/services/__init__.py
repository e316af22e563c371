from filrouge.modules.maturity.services.dimensions import (
    add_dimension,
    change_dimension,
    reset_dimension,
    show_dimension,
)

__all__ = ["add_dimension", "change_dimension", "reset_dimension", "show_dimension"]
