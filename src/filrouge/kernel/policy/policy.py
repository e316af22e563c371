"""Rights of the kernel itself."""

from filrouge.kernel.policy.capabilities import declare
from filrouge.kernel.tenancy.enums import Role

TEAM = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT, Role.PROFESSIONAL, Role.EMPLOYEE)

SETTINGS = declare(
    "organisation.settings", "régler l’organisation", roles=(Role.COORDINATOR, Role.MANAGER), delegable=True
)
MEMBERS = declare("organisation.members", "gérer les accès", roles=(Role.COORDINATOR, Role.MANAGER), delegable=True)
DELEGATE = declare("organisation.delegate", "accorder une délégation", roles=(Role.MANAGER,))
HISTORY = declare("timeline.view", "lire l’historique", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT))
