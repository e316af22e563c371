from filrouge.kernel.policy.capabilities import declare
from filrouge.kernel.tenancy.enums import Role

MANAGE = declare("links.manage", "gérer les liens personnels", roles=(Role.COORDINATOR, Role.ASSISTANT), delegable=True)
