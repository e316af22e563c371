from django.urls import path

from filrouge.modules.indicators.views import catalogue, entry, lists, one

app_name = "indicators"
urlpatterns = [
    path("", lists.indicator_list, name="list"),
    path("exporter/<str:file_format>/", lists.list_export, name="export"),
    path("bibliotheque/", catalogue.library, name="library"),
    path("ajouter/", catalogue.indicator_add, name="add"),
    path("saisie/", entry.grid, name="grid"),
    path("calcules/", one.computed_page, name="computed"),
    path("valeurs/<uuid:reading>/accepter/", entry.value_accept, name="accept"),
    path("valeurs/<uuid:reading>/revoir/", entry.value_ask_again, name="ask_again"),
    path("<uuid:pk>/", one.indicator_page, name="indicator"),
    path("<uuid:pk>/exporter/<str:file_format>/", one.series_export, name="series_export"),
    path("<uuid:pk>/modifier/", catalogue.indicator_edit, name="edit"),
    path("<uuid:pk>/ranger/", catalogue.indicator_archive, name="archive"),
    path("<uuid:pk>/reprendre/", catalogue.indicator_restore, name="restore"),
    path("<uuid:pk>/relancer/", entry.remind, name="remind"),
    path("<uuid:pk>/valeur/<str:first>/", entry.value, name="value"),
]
