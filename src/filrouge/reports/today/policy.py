from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

HOME = declare("today.view", "voir sa page d’accueil", roles=tuple(Role.values))
MONEY = declare("today.money", "voir l’argent en jeu", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT))
PLAN = declare(
    "today.plan", "organiser sa journée", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT, Role.EMPLOYEE)
)
