from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

VIEW = declare("help.view", "lire le guide", roles=tuple(Role.values))
