"""One home page, three versions: who coordinates, who decides, who cares for patients."""

from __future__ import annotations

from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import Membership

MEETINGS = ("meetings", "Aujourd’hui")
DUE = ("due", "À faire avant votre prochaine visite")
HERE = ("due", "À faire")  # who is there every day makes no visit
LATER = ("later", "Ensuite")
MINE = ("waiting_me", "Attend votre réponse")
OTHERS = ("waiting_others", "Vous attendez les autres")
NEWS = ("news", "À savoir")
COMING = ("coming", "Vos prochaines réunions")

COORDINATOR = (MEETINGS, MINE, DUE, OTHERS, LATER, NEWS)
MANAGER = (MINE, MEETINGS, HERE, LATER, OTHERS, NEWS)  # what nobody can settle in their place comes first
PROFESSIONAL = (MINE, MEETINGS, HERE, LATER, COMING, NEWS, OTHERS)


def face_of(membership: Membership) -> tuple[tuple[str, str], ...]:
    roles = set(membership.roles)
    if roles & {Role.COORDINATOR, Role.ASSISTANT}:
        return COORDINATOR
    return MANAGER if Role.MANAGER in roles else PROFESSIONAL
