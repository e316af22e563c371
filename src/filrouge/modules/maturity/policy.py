from filrouge.kernel.policy import declare
from filrouge.kernel.policy.policy import TEAM
from filrouge.kernel.tenancy.enums import Role

VIEW = declare("maturity.view", "voir la maturité de l’équipe", roles=TEAM)
KEEP = declare(
    "maturity.keep",
    "lancer un tour de maturité, animer le consensus et suivre ses actions",
    roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT),
)
