from django.urls import include, path

from bench import lean

pages = [
    path("", lean.meeting_list),
    path("nothing/", lean.nothing),
    path("new/", lean.meeting_create),
    path("search/", lean.search),
    path("tasks/", lean.task_list),
    path("notes/<uuid:pk>/", lean.notes_save),
    path("<uuid:pk>/", lean.meeting_detail, name="lean-detail"),
]
urlpatterns = [path("lean/", include(pages)), path("", include("filrouge.config.urls"))]
