from django.urls import path

from filrouge.reports.help import views

app_name = "help"
urlpatterns = [
    path("", views.guide_index, name="index"),
    path("<slug:page>/", views.guide_page, name="page"),
]
