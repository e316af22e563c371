from filrouge.kernel.policy import declare
from filrouge.kernel.tenancy.enums import Role

# Whoever may come in may search: each result asks for its own right again.
FIND = declare("search.find", "chercher", roles=tuple(Role.values))
