"""Making a plan, moving it, changing its steps, keeping it as a template."""

from filrouge.modules.planning.services.plans import change_plan, create_plan, drop_plan, resume_plan
from filrouge.modules.planning.services.steps import (
    add_step,
    change_step,
    complete_step,
    remove_step,
    reopen_step,
    restore_step,
)
from filrouge.modules.planning.services.templates import restore_template, retire_template, save_template

__all__ = [
    "add_step", "change_plan", "change_step", "complete_step", "create_plan", "drop_plan", "remove_step",
    "reopen_step", "restore_step", "restore_template", "resume_plan", "retire_template", "save_template",
]  # fmt: skip
