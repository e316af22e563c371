from filrouge.kernel.policy import declare
from filrouge.kernel.policy.policy import TEAM
from filrouge.kernel.tenancy.enums import Role

VIEW = declare("agenda.view", "voir l’agenda de l’équipe", roles=(*TEAM, Role.ACCOUNTANT))
