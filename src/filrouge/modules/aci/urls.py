from django.urls import path

from filrouge.modules.aci.views import whatif, year

app_name = "aci"
urlpatterns = [
    path("", year.year_page, name="year"),
    path("et-si/", whatif.whatif, name="whatif"),
    path("exporter/<str:file_format>/", year.year_export, name="export"),
    path("<int:year>/saisir/", year.year_inputs, name="inputs"),
    path("<int:year>/pieces/<str:code>/", year.piece, name="piece"),
    path("<int:year>/pieces/<str:code>/retirer/", year.piece_remove, name="piece_remove"),
]
