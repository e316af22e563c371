from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

VIEW = declare(
    "coverage.view",
    "voir qui fait quoi dans la coordination",
    roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT, Role.PROFESSIONAL, Role.EMPLOYEE),
)
SHARE = declare(
    "coverage.share", "dire qui fait quoi dans la coordination", roles=(Role.COORDINATOR, Role.MANAGER), delegable=True
)
