from filrouge.kernel.policy import declare
from filrouge.kernel.policy.policy import TEAM
from filrouge.kernel.tenancy.enums import Role

VIEW = declare("meetings.view", "voir les réunions", roles=TEAM)
PLAN = declare(
    "meetings.plan", "préparer et convoquer les réunions", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)
)
HOLD = declare("meetings.hold", "tenir une séance et rédiger", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT))
RECORD = declare("meetings.record", "noter une réunion déjà tenue", roles=TEAM)
APPROVE = declare(
    "meetings.approve", "approuver un compte rendu", roles=(Role.COORDINATOR, Role.MANAGER), delegable=True
)
DECISIONS = declare(
    "meetings.decisions", "tenir le registre des décisions", roles=(Role.COORDINATOR, Role.MANAGER, Role.ASSISTANT)
)
