from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

KEEP = declare("coordinator.keep", "noter son temps de coordination", roles=(Role.COORDINATOR, Role.MANAGER))
READ_ALL = declare("coordinator.read_all", "lire le temps de la coordination", roles=(Role.MANAGER,))
CHOOSE = declare("coordinator.choose", "choisir le profil de la coordination", roles=(Role.COORDINATOR, Role.MANAGER))
HAND_OVER = declare(
    "coordinator.hand_over",
    "tenir le dossier de passation",
    roles=(Role.COORDINATOR, Role.MANAGER),
    delegable=True,  # whoever replaces the coordinator reads it
)
