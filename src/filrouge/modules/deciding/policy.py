from filrouge.kernel.policy import declare
from filrouge.kernel.policy.policy import TEAM
from filrouge.kernel.tenancy.enums import Role

VIEW = declare("deciding.view", "voir les votes, les idées et les techniques", roles=TEAM)
RUN = declare(
    "deciding.run",
    "faire voter, animer une séquence et interroger l’équipe",
    roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT),
)
