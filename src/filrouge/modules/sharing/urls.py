from django.urls import path

from filrouge.modules.sharing.views import scenarios

app_name = "sharing"
urlpatterns = [
    path("", scenarios.scenario_list, name="list"),
    path("nouveau/", scenarios.scenario_create, name="create"),
    path("vote.pdf", scenarios.vote_pdf, name="vote"),
    path("vote.xlsx", scenarios.vote_book, name="vote_book"),
    path("<uuid:pk>/", scenarios.scenario_detail, name="detail"),
    path("<uuid:pk>/modifier/", scenarios.scenario_edit, name="edit"),
    path("<uuid:pk>/copier/", scenarios.scenario_copy, name="copy"),
    path("<uuid:pk>/supprimer/", scenarios.scenario_drop, name="drop"),
    path("<uuid:pk>/exporter/<str:file_format>/", scenarios.scenario_export, name="export"),
]
