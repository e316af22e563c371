from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

OFFICE = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)

VIEW = declare("planning.view", "voir les rétroplannings", roles=(*OFFICE, Role.PROFESSIONAL))
KEEP = declare("planning.keep", "tenir les rétroplannings", roles=OFFICE)
