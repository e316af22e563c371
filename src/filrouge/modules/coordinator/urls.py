from django.urls import path

from filrouge.modules.coordinator.views import months, timer

app_name = "coordinator"
urlpatterns = [
    path("", timer.home, name="home"),
    path("ma-fiche/", timer.record_open, name="record_open"),
    path("demarrer/", timer.start, name="start"),
    path("temps/<uuid:pk>/arreter/", timer.stop, name="stop"),
    path("propositions/noter/", timer.work_note, name="work_note"),
    path("propositions/ecarter/", timer.work_ignore, name="work_ignore"),
    path("temps/<uuid:pk>/", months.entry, name="entry"),
    path("temps/<uuid:pk>/retirer/", months.entry_remove, name="entry_remove"),
    path("temps/<uuid:pk>/remettre/", months.entry_restore, name="entry_restore"),
    path("mois/", months.month, name="month"),
    path("mois/exporter/<str:file_format>/", months.month_export, name="month_export"),
]
