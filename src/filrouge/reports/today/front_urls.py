from django.urls import path

from filrouge.reports.today import views

urlpatterns = [
    path("", views.front, name="front"),
    path("journee/", views.day_everywhere, name="day_everywhere"),
    path("vu/", views.seen, name="seen"),
    path("sante/", views.health, name="health"),
]
