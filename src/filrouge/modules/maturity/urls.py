from django.urls import path

from filrouge.modules.maturity.views import assessments, dimensions

app_name = "maturity"
urlpatterns = [
    path("", assessments.assessment_list, name="list"),
    path("nouveau/", assessments.assessment_create, name="create"),
    path("dimensions/", dimensions.dimension_list, name="dimensions"),
    path("dimensions/nouvelle/", dimensions.dimension_create, name="dimension_create"),
    path("dimensions/<slug:code>/modifier/", dimensions.dimension_edit, name="dimension_edit"),
    path("dimensions/<slug:code>/montrer/", dimensions.dimension_show, name="dimension_show"),
    path("<uuid:pk>/", assessments.assessment_detail, name="detail"),
    path("<uuid:pk>/modifier/", assessments.assessment_edit, name="edit"),
    path("<uuid:pk>/envoyer/", assessments.assessment_send, name="send"),
    path("<uuid:pk>/relancer/", assessments.assessment_remind, name="remind"),
    path("<uuid:pk>/date/", assessments.assessment_extend, name="extend"),
    path("<uuid:pk>/clore/", assessments.assessment_close, name="close"),
    path("<uuid:pk>/annuler/", assessments.assessment_cancel, name="cancel"),
    path("<uuid:pk>/repondre/", assessments.assessment_answer, name="answer"),
]
