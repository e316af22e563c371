from filrouge.kernel.shell.services.delegations import grant, revoke
from filrouge.kernel.shell.services.members import (
    change_roles,
    found_organisation,
    invite,
    invite_again,
    remove_member,
)
from filrouge.kernel.shell.services.organisation import (
    change_organisation,
    remove_legal_entity,
    remove_site,
    save_legal_entity,
    save_site,
)

__all__ = [
    "change_organisation",
    "change_roles",
    "found_organisation",
    "grant",
    "invite",
    "invite_again",
    "remove_legal_entity",
    "remove_member",
    "remove_site",
    "revoke",
    "save_legal_entity",
    "save_site",
]
