from django.urls import path

from filrouge.kernel.shell.views import history, members, organisation

app_name = "settings"
urlpatterns = [
    path("", organisation.organisation, name="organisation"),
    path("sites/", organisation.sites, name="sites"),
    path("sites/nouveau/", organisation.site, name="site_create"),
    path("sites/<uuid:pk>/", organisation.site, name="site"),
    path("sites/<uuid:pk>/supprimer/", organisation.site_remove, name="site_remove"),
    path("entites/", organisation.legal_entities, name="legal_entities"),
    path("entites/nouvelle/", organisation.legal_entity, name="legal_entity_create"),
    path("entites/<uuid:pk>/", organisation.legal_entity, name="legal_entity"),
    path("entites/<uuid:pk>/supprimer/", organisation.legal_entity_remove, name="legal_entity_remove"),
    path("acces/", members.members, name="members"),
    path("acces/inviter/", members.member_invite, name="member_invite"),
    path("acces/<uuid:pk>/", members.member, name="member"),
    path("acces/<uuid:pk>/retirer/", members.member_remove, name="member_remove"),
    path("acces/<uuid:pk>/relancer/", members.member_invite_again, name="member_invite_again"),
    path("delegations/", members.delegations, name="delegations"),
    path("delegations/nouvelle/", members.delegation_grant, name="delegation_grant"),
    path("delegations/<uuid:pk>/retirer/", members.delegation_revoke, name="delegation_revoke"),
    path("historique/", history.history, name="history"),
]
