from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

TEAM = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT, Role.PROFESSIONAL)
OFFICE = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)

VIEW = declare("rcp.view", "voir les RCP de l’équipe", roles=TEAM)
NOTE = declare("rcp.note", "noter une situation ou une concertation à deux", roles=TEAM)
KEEP = declare("rcp.keep", "tenir les situations, les patients et les réglages des RCP", roles=OFFICE)
