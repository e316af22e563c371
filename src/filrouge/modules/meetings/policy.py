from filrouge.kernel.policy import declare
from filrouge.kernel.policy.policy import TEAM
from filrouge.kernel.tenancy.enums import Role
from filrouge.modules.meetings.enums import Confidentiality

VIEW = declare("meetings.view", "voir les réunions", roles=TEAM)
VIEW_CALLED = declare(
    "meetings.view_called",
    "lire les réunions réservées aux personnes conviées",
    roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT),
)
VIEW_MANAGERS = declare(
    "meetings.view_managers",
    "lire les réunions réservées à la gérance",
    roles=(Role.COORDINATOR, Role.MANAGER),
)
READING = {  # what it takes to read a meeting to which one is not called
    Confidentiality.TEAM: VIEW,
    Confidentiality.CALLED: VIEW_CALLED,
    Confidentiality.MANAGERS: VIEW_MANAGERS,
}
TYPES = declare("meetings.types", "régler les types de réunion", roles=(Role.COORDINATOR, Role.MANAGER), delegable=True)
PLAN = declare(
    "meetings.plan", "préparer et convoquer les réunions", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)
)
PROPOSE = declare("meetings.propose", "proposer un point pour une prochaine réunion", roles=TEAM)
HOLD = declare("meetings.hold", "tenir une séance et rédiger", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT))
RECORD = declare("meetings.record", "noter une réunion déjà tenue", roles=TEAM)
APPROVE = declare(
    "meetings.approve", "approuver un compte rendu", roles=(Role.COORDINATOR, Role.MANAGER), delegable=True
)
DECISIONS = declare(
    "meetings.decisions", "tenir le registre des décisions", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)
)
HOURS = declare(
    "meetings.hours",
    "voir les heures de réunion de chacun",
    roles=(Role.COORDINATOR, Role.MANAGER, Role.ACCOUNTANT),
)
HOURS_ALONE = declare(
    "meetings.hours_alone", "lire les heures de réunion sans voir les réunions", roles=(Role.ACCOUNTANT,)
)
OWN_HOURS = declare("meetings.own_hours", "voir ses heures de réunion", roles=(*TEAM, Role.ACCOUNTANT))
HOURS_RULES = declare(
    "meetings.hours_rules",
    "régler comment les heures de réunion se comptent",
    roles=(Role.COORDINATOR, Role.MANAGER),
    delegable=True,
)
ABSENCES = declare("meetings.absences", "voir qui n’a pas été entendu depuis longtemps", roles=(Role.COORDINATOR,))
