from django.urls import path

from filrouge.reports.search import views

app_name = "search"
urlpatterns = [path("", views.find, name="find")]
