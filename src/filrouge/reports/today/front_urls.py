from django.urls import path

from filrouge.reports.today import views

urlpatterns = [path("", views.front, name="front"), path("sante/", views.health, name="health")]
