from django.urls import path

from filrouge.modules.aci import views

urlpatterns = [
    path("", views.calculator, name="calculator"),
    path("cas.json", views.case_file, name="calculator_case"),
    path("charger/", views.load, name="calculator_load"),
]
