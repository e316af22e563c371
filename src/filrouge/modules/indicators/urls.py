from django.urls import path

from filrouge.modules.indicators.views import catalogue, documents, entry, lists, one, quality

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
    path("qualite/", quality.quality, name="quality"),
    path("qualite/ouvrir/", quality.cycle_start, name="cycle_start"),
    path("qualite/<uuid:cycle>/", quality.cycle_page, name="cycle"),
    path("qualite/<uuid:cycle>/ecrire/<slug:part>/", quality.cycle_edit, name="cycle_edit"),
    path("qualite/<uuid:cycle>/actions/ajouter/", quality.action_add, name="action_add"),
    path("qualite/<uuid:cycle>/indicateurs/lier/", quality.indicator_link, name="cycle_link"),
    path("qualite/<uuid:cycle>/indicateurs/<uuid:pk>/delier/", quality.indicator_unlink, name="cycle_unlink"),
    path("qualite/<uuid:cycle>/figer/", quality.cycle_freeze, name="cycle_freeze"),
    path("qualite/<uuid:cycle>/abandonner/", quality.cycle_drop, name="cycle_drop"),
    path("qualite/<uuid:cycle>/reprendre/", quality.cycle_resume, name="cycle_resume"),
    path("qualite/<uuid:cycle>/lettre/", documents.letter, name="letter"),
    path("qualite/<uuid:cycle>/dossier/<int:level>/<str:file_format>/", documents.dossier, name="dossier"),
    path("<uuid:pk>/", one.indicator_page, name="indicator"),
    path("<uuid:pk>/exporter/<str:file_format>/", one.series_export, name="series_export"),
    path("<uuid:pk>/modifier/", catalogue.indicator_edit, name="edit"),
    path("<uuid:pk>/ranger/", catalogue.indicator_archive, name="archive"),
    path("<uuid:pk>/reprendre/", catalogue.indicator_restore, name="restore"),
    path("<uuid:pk>/relancer/", entry.remind, name="remind"),
    path("<uuid:pk>/valeur/<str:first>/", entry.value, name="value"),
]
