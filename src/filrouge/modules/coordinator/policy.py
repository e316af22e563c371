from filrouge.kernel.policy import declare
from filrouge.kernel.policy.policy import TEAM
from filrouge.kernel.tenancy.enums import Role

KEEP = declare("coordinator.keep", "noter son temps de coordination", roles=(Role.COORDINATOR, Role.MANAGER))
READ_ALL = declare("coordinator.read_all", "lire le temps de la coordination", roles=(Role.MANAGER,))
SEE_HOURS = declare("coordinator.see_hours", "voir dans l’agenda quand la coordination est sur place", roles=TEAM)
CHOOSE = declare("coordinator.choose", "choisir le profil de la coordination", roles=(Role.COORDINATOR, Role.MANAGER))
HAND_OVER = declare(
    "coordinator.hand_over",
    "tenir le dossier de passation",
    roles=(Role.COORDINATOR, Role.MANAGER),
    delegable=True,  # whoever replaces the coordinator reads it
)
