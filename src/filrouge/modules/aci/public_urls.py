from django.urls import path

from filrouge.modules.aci.views import calculator as views

urlpatterns = [
    path("", views.calculator, name="calculator"),
    path("cas.json", views.case_file, name="calculator_case"),
    path("charger/", views.load, name="calculator_load"),
]
