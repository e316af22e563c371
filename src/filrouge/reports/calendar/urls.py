from django.urls import path

from filrouge.reports.calendar.views import pages

app_name = "agenda"
urlpatterns = [
    path("", pages.calendar_page, name="calendar"),
    path("journees-de-sante/", pages.health_days, name="health_days"),
]
