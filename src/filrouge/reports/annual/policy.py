from filrouge.kernel.policy import declare
from filrouge.kernel.policy.policy import TEAM
from filrouge.kernel.tenancy.enums import Role

WRITE = declare(
    "annual.write",
    "écrire le rapport d’activité et ses feuilles",
    roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT),
)
FREEZE = declare(
    "annual.freeze", "figer une version du rapport d’activité", roles=(Role.COORDINATOR, Role.MANAGER), delegable=True
)
READ = declare("annual.read", "lire les versions figées du rapport d’activité", roles=TEAM)
