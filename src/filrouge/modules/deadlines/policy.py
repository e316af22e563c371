from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

OFFICE = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)

VIEW = declare("deadlines.view", "voir les échéances", roles=(*OFFICE, Role.PROFESSIONAL, Role.ACCOUNTANT))
KEEP = declare("deadlines.keep", "tenir les échéances, les contrôles et les contrats", roles=OFFICE)
