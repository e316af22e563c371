from django.urls import path

from filrouge.reports.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.evidence_list, name="list"),
    path("exporter/<str:file_format>/", views.evidence_export, name="export"),
]
