from django.urls import path

from filrouge.reports.today import views

app_name = "today"
urlpatterns = [
    path("", views.home, name="home"),
    path("journee/", views.day, name="day"),
    path("argent/", views.money, name="money"),
]
