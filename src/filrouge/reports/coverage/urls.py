from django.urls import path

from filrouge.reports.coverage import views

app_name = "coverage"
urlpatterns = [
    path("", views.coverage, name="list"),
    path("exporter/<str:file_format>/", views.export, name="export"),
    path("<str:activity>/", views.activity, name="activity"),
    path("<str:activity>/moi/", views.take, name="take"),
    path("<str:activity>/<uuid:pk>/retirer/", views.take_back, name="take_back"),
]
