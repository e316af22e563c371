from django.urls import path

from filrouge.modules.scheduling.views import answers, polls, running

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
]
