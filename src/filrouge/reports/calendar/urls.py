from django.urls import path

from filrouge.reports.calendar.views import feeds, pages

app_name = "agenda"
urlpatterns = [
    path("", pages.calendar_page, name="calendar"),
    path("agenda.ics", pages.calendar_ics, name="ics"),
    path("mois.pdf", pages.month_pdf, name="month_pdf"),
    path("suivre/", feeds.follow_page, name="follow"),
    path("journees-de-sante/", pages.health_days, name="health_days"),
]
