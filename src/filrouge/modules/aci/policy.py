from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

OFFICE = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)

VIEW = declare("aci.view", "voir ce que vaut l’ACI de l’année", roles=(*OFFICE, Role.PROFESSIONAL))
KEEP = declare("aci.keep", "saisir l’année ACI et joindre ses pièces", roles=OFFICE)
