from filrouge.kernel.policy.capabilities import declare
from filrouge.kernel.tenancy.enums import Role

EVERYBODY = tuple(role for role in Role if role != Role.OBSERVER)
STAFF = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)

VIEW = declare("mail.view", "voir le courrier envoyé", roles=STAFF)
MANAGE = declare(
    "mail.manage", "renvoyer ou annuler un message", roles=(Role.COORDINATOR, Role.ASSISTANT), delegable=True
)
CHOOSE = declare("mail.choose", "choisir les messages que l’on reçoit", roles=EVERYBODY)
RULES = declare("mail.rules", "régler le courrier de l’équipe", roles=(Role.COORDINATOR, Role.MANAGER), delegable=True)
