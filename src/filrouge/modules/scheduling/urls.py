from django.urls import path

from filrouge.modules.scheduling.views import answers, polls, running, series

app_name = "scheduling"
urlpatterns = [
    path("", polls.poll_list, name="polls"),
    path("reunions/<uuid:meeting>/sondage/", polls.poll_create, name="poll_create"),
    path("sondages/<uuid:pk>/", polls.poll_page, name="poll"),
    path("sondages/<uuid:pk>/exporter/<str:file_format>/", polls.poll_export, name="poll_export"),
    path("sondages/<uuid:pk>/creneaux/", running.slots_add, name="slots_add"),
    path("sondages/<uuid:pk>/creneaux/<uuid:slot>/retirer/", running.slot_remove, name="slot_remove"),
    path("sondages/<uuid:pk>/creneaux/<uuid:slot>/choisir/", running.slot_choose, name="slot_choose"),
    path("sondages/<uuid:pk>/reglages/", running.poll_settings, name="poll_settings"),
    path("sondages/<uuid:pk>/nouveaux/", running.newcomers_ask, name="newcomers_ask"),
    path("sondages/<uuid:pk>/rappels/", running.reminders, name="reminders"),
    path("sondages/<uuid:pk>/arreter/", running.poll_stop, name="poll_stop"),
    path("sondages/<uuid:pk>/rouvrir/", running.poll_reopen, name="poll_reopen"),
    path("sondages/<uuid:pk>/repondre/", answers.answer_own, name="answer_own"),
    path("sondages/<uuid:pk>/reponses/<uuid:respondent>/", answers.answer_for, name="answer_for"),
    path("series/", series.series_list, name="series_list"),
    path("series/nouvelle/", series.series_create, name="series_create"),
    path("series/<uuid:pk>/", series.series_page, name="series"),
    path("series/<uuid:pk>/modifier/", series.series_edit, name="series_edit"),
    path("series/<uuid:pk>/arreter/", series.series_stop, name="series_stop"),
    path("series/<uuid:pk>/reprendre/", series.series_resume, name="series_resume"),
    path("series/<uuid:pk>/dates/<uuid:date>/sauter/", series.date_skip, name="date_skip"),
    path("series/<uuid:pk>/dates/<uuid:date>/remettre/", series.date_return, name="date_return"),
    path("series/<uuid:pk>/dates/<uuid:date>/deplacer/", series.date_move, name="date_move"),
]
