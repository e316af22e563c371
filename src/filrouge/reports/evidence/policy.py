from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

VIEW = declare("evidence.view", "voir les preuves", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT))
