"""Reading plans, templates and what the engine says of them."""

from filrouge.modules.planning.queries.layouts import (
    Line,
    Preview,
    engine_steps,
    preview_plan,
    preview_template,
    troubles_of,
)
from filrouge.modules.planning.queries.lists import (
    owners_by_role,
    owners_of_open_steps,
    plan_list,
    plan_towards,
    plans,
    plans_between,
    running,
    steps_of,
    with_end,
)
from filrouge.modules.planning.queries.roles import holders_on
from filrouge.modules.planning.queries.templates import (
    BLANK,
    Template,
    TemplateStep,
    own_templates,
    retired_templates,
    shipped,
    template_of,
)

__all__ = [
    "BLANK", "Line", "Preview", "Template", "TemplateStep", "engine_steps", "holders_on", "own_templates",
    "owners_by_role", "owners_of_open_steps", "plan_list", "plan_towards", "plans", "plans_between", "preview_plan",
    "preview_template", "retired_templates", "running", "shipped", "steps_of", "template_of",
    "troubles_of", "with_end",
]  # fmt: skip
