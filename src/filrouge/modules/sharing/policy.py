from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

# one capability for reading and writing: whoever sees the page sees what each would receive
KEEP = declare(
    "sharing.keep",
    "simuler la répartition de l’ACI entre les associés",
    roles=(Role.COORDINATOR, Role.MANAGER),
)
