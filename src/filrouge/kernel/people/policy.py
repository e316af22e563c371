from filrouge.kernel.policy import declare
from filrouge.kernel.policy.policy import TEAM
from filrouge.kernel.tenancy.enums import Role

EDITORS = (Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)

# Federation observers, accountants and guests see nothing that names a person.
VIEW = declare("people.view", "voir l’équipe", roles=TEAM)
EDIT = declare("people.edit", "modifier l’équipe", roles=EDITORS)
IMPORT = declare("people.import", "importer des personnes", roles=EDITORS)
