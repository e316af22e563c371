from django.urls import path

from filrouge.modules.maturity.views import assessments, consensus, dimensions, reading, room

app_name = "maturity"
urlpatterns = [
    path("", assessments.assessment_list, name="list"),
    path("nouveau/", assessments.assessment_create, name="create"),
    path("comparer/", reading.compare, name="compare"),
    path("dimensions/", dimensions.dimension_list, name="dimensions"),
    path("dimensions/nouvelle/", dimensions.dimension_create, name="dimension_create"),
    path("dimensions/<slug:code>/modifier/", dimensions.dimension_edit, name="dimension_edit"),
    path("dimensions/<slug:code>/montrer/", dimensions.dimension_show, name="dimension_show"),
    path("salle/", room.code_page, name="code"),
    path("salle/<str:code>/", room.door, name="door"),
    path("salle/<str:code>/<uuid:invitation>/", room.answer, name="door_answer"),
    path("<uuid:pk>/salle/", room.wall, name="wall"),
    path("<uuid:pk>/salle/ouvrir/", room.room_open, name="room_open"),
    path("<uuid:pk>/salle/fermer/", room.room_close, name="room_close"),
    path("<uuid:pk>/", assessments.assessment_detail, name="detail"),
    path("<uuid:pk>/modifier/", assessments.assessment_edit, name="edit"),
    path("<uuid:pk>/envoyer/", assessments.assessment_send, name="send"),
    path("<uuid:pk>/relancer/", assessments.assessment_remind, name="remind"),
    path("<uuid:pk>/date/", assessments.assessment_extend, name="extend"),
    path("<uuid:pk>/clore/", assessments.assessment_close, name="close"),
    path("<uuid:pk>/annuler/", assessments.assessment_cancel, name="cancel"),
    path("<uuid:pk>/repondre/", assessments.assessment_answer, name="answer"),
    path("<uuid:pk>/synthese.pdf", reading.report_pdf, name="report"),
    path("<uuid:pk>/figer/", consensus.report_freeze, name="freeze"),
    path("<uuid:pk>/refaire/", consensus.assessment_next, name="next"),
    path("<uuid:pk>/consensus/", consensus.consensus, name="consensus"),
    path("<uuid:pk>/actions/nouvelle/", consensus.improvement_create, name="improvement_create"),
    path("actions/<uuid:improvement>/effet/", consensus.improvement_effect, name="effect"),
]
