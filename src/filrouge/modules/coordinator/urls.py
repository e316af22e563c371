from django.urls import path

from filrouge.modules.coordinator.views import months, post, presence, timer

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
    path("jours/", presence.presence, name="presence"),
    path("jours/ajouter/", presence.presence_add, name="presence_add"),
    path("jours/<uuid:pk>/", presence.presence_edit, name="presence_edit"),
    path("jours/<uuid:pk>/retirer/", presence.presence_remove, name="presence_remove"),
    path("jours/<uuid:pk>/remettre/", presence.presence_restore, name="presence_restore"),
    path("absences/ajouter/", presence.absence_add, name="absence_add"),
    path("absences/<uuid:pk>/", presence.absence_edit, name="absence_edit"),
    path("absences/<uuid:pk>/retirer/", presence.absence_remove, name="absence_remove"),
    path("absences/<uuid:pk>/remettre/", presence.absence_restore, name="absence_restore"),
    path("poste/", post.post, name="post"),
    path("poste/decrire/", post.post_add, name="post_add"),
    path("poste/<uuid:pk>/", post.post_edit, name="post_edit"),
    path("poste/financements/ajouter/", post.funding_add, name="funding_add"),
    path("poste/financements/<uuid:pk>/", post.funding_edit, name="funding_edit"),
    path("poste/financements/<uuid:pk>/retirer/", post.funding_remove, name="funding_remove"),
    path("poste/financements/<uuid:pk>/remettre/", post.funding_restore, name="funding_restore"),
    path("poste/argumenter/", post.argument, name="argument"),
    path("poste/argumenter/pdf/", post.argument_pdf, name="argument_pdf"),
]
