from filrouge.kernel.policy.capabilities import declare
from filrouge.kernel.tenancy.enums import Role

STAFF = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)

VIEW = declare("mail.view", "voir le courrier envoyé", roles=STAFF)
MANAGE = declare(
    "mail.manage", "renvoyer ou annuler un message", roles=(Role.COORDINATOR, Role.ASSISTANT), delegable=True
)
