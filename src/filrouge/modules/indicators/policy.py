from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

OFFICE = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)

VIEW = declare("indicators.view", "voir les indicateurs et la démarche qualité", roles=(*OFFICE, Role.PROFESSIONAL))
KEEP = declare(
    "indicators.keep", "tenir les indicateurs, valider leurs valeurs, mener la démarche qualité", roles=OFFICE
)
