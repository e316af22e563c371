from django.urls import path

from filrouge.modules.deadlines.views import contracts, controls, dues, lists, profile, rules

app_name = "deadlines"
urlpatterns = [
    path("", lists.due_list, name="list"),
    path("exporter/<str:file_format>/", lists.due_export, name="export"),
    path("situation/", profile.profile, name="profile"),
    path("ajouter/", lists.own_add, name="own_add"),
    path("contrats/", contracts.contract_list, name="contracts"),
    path("contrats/exporter/<str:file_format>/", contracts.contract_export, name="contracts_export"),
    path("contrats/ajouter/", contracts.contract_add, name="contract_add"),
    path("contrats/<uuid:pk>/", contracts.contract_page, name="contract"),
    path("contrats/<uuid:pk>/modifier/", contracts.contract_edit, name="contract_edit"),
    path("contrats/<uuid:pk>/<str:choice>/", contracts.contract_choose, name="contract_choose"),
    path("controles/", controls.control_list, name="controls"),
    path("controles/exporter/<str:file_format>/", controls.control_export, name="controls_export"),
    path("controles/bibliotheque/", controls.control_library, name="control_library"),
    path("controles/ajouter/", controls.control_add, name="control_add"),
    path("controles/<uuid:pk>/", controls.control_page, name="control"),
    path("controles/<uuid:pk>/modifier/", controls.control_edit, name="control_edit"),
    path("<uuid:pk>/remarques/", dues.due_remarks, name="due_remarks"),
    path("regles/", rules.rule_list, name="rules"),
    path("regles/changements/", rules.rule_changes, name="rule_changes"),
    path("regles/<uuid:pk>/", rules.rule_page, name="rule"),
    path("regles/<uuid:pk>/modifier/", rules.rule_edit, name="rule_edit"),
    path("regles/<uuid:pk>/ecarter/", rules.rule_waive, name="rule_waive"),
    path("regles/<uuid:pk>/reprendre/", rules.rule_resume, name="rule_resume"),
    path("regles/<uuid:pk>/appliquer/", rules.rule_apply, name="rule_apply"),
    path("<uuid:pk>/", dues.due_page, name="due"),
    path("<uuid:pk>/fait/", dues.due_done, name="due_done"),
    path("<uuid:pk>/sans-objet/", dues.due_drop, name="due_drop"),
    path("<uuid:pk>/annuler/", dues.due_undo, name="due_undo"),
    path("<uuid:pk>/date/", dues.due_move, name="due_move"),
    path("<uuid:pk>/derniere-fois/", dues.due_last, name="due_last"),
]
