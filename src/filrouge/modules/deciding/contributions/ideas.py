from __future__ import annotations

from collections.abc import Iterator

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import IdeaForProject
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding import policy, queries
from filrouge.modules.deciding.enums import ProjectIdeaState


@registry.project_ideas.register("deciding")
def waiting(membership: Membership) -> Iterator[IdeaForProject]:
    """What came up in meetings and waits for a project."""
    if can(membership, policy.VIEW):
        for idea in queries.project_ideas(membership, state=ProjectIdeaState.WAITING):
            yield IdeaForProject(idea.title, idea.detail, idea.noted_on, idea.get_absolute_url())
