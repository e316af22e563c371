from filrouge.kernel.policy.capabilities import declare
from filrouge.kernel.policy.policy import TEAM
from filrouge.kernel.tenancy.enums import Role

VIEW = declare("work.view", "voir les tâches", roles=TEAM)
CREATE = declare("work.create", "créer une tâche", roles=TEAM)
MANAGE = declare(
    "work.manage", "modifier les tâches des autres", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)
)
