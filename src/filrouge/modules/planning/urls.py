from django.urls import path

from filrouge.modules.planning.views import lists, making, plans, steps, templates

app_name = "planning"
urlpatterns = [
    path("", lists.plan_list, name="list"),
    path("exporter/<str:file_format>/", lists.list_export, name="list_export"),
    path("nouveau/", making.choose, name="new"),
    path("nouveau/<str:code>/", making.make, name="make"),
    path("modeles/<uuid:own>/retirer/", templates.template_retire, name="template_retire"),
    path("modeles/<uuid:own>/remettre/", templates.template_restore, name="template_restore"),
    path("etapes/<uuid:step>/", steps.step_edit, name="step"),
    path("etapes/<uuid:step>/retirer/", steps.step_remove, name="step_remove"),
    path("etapes/<uuid:step>/remettre/", steps.step_restore, name="step_restore"),
    path("etapes/<uuid:step>/faite/", steps.step_done, name="step_done"),
    path("etapes/<uuid:step>/a-faire/", steps.step_reopen, name="step_reopen"),
    path("<uuid:pk>/", plans.plan_page, name="plan"),
    path("<uuid:pk>/exporter/<str:file_format>/", plans.plan_export, name="plan_export"),
    path("<uuid:pk>/modifier/", making.change, name="change"),
    path("<uuid:pk>/etapes/ajouter/", steps.step_add, name="step_add"),
    path("<uuid:pk>/modele/", templates.template_save, name="template_save"),
    path("<uuid:pk>/abandonner/", plans.plan_drop, name="drop"),
    path("<uuid:pk>/reprendre/", plans.plan_resume, name="resume"),
]
