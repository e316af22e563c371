from django.urls import path

from filrouge.modules.rcp.views import cases, documents, entrances, entry, home, summary, year

app_name = "rcp"
urlpatterns = [
    path("", home.home, name="home"),
    path("calcul/", year.explained, name="explained"),
    path("exporter/<str:file_format>/", documents.calendar_export, name="export"),
    path("reunions/<uuid:pk>/situations/", cases.case_add, name="case_add"),
    path("reunions/<uuid:pk>/revoir/<uuid:case>/", cases.case_again, name="case_again"),
    path("situations/<uuid:pk>/", cases.case_page, name="case"),
    path("situations/<uuid:pk>/versee/", cases.case_file, name="case_file"),
    path("situations/<uuid:pk>/retirer/", cases.case_remove, name="case_remove"),
    path("situations/<uuid:pk>/synthese/", summary.summary_of, name="summary_of"),
    path("synthese/", summary.summary, name="summary"),
    path("noter/", entry.entry, name="entry"),
    path("noter/<uuid:pk>/", entry.entry_done, name="entry_done"),
    path("noter/<uuid:pk>/annuler/", entry.entry_undo, name="entry_undo"),
    path("liens/", entrances.entrances, name="entrances"),
    path("liens/le-mien/", entrances.link_mine, name="link_mine"),
    path("liens/envoyer/", entrances.links_send, name="links_send"),
    path("affiche/", entrances.poster_prepare, name="poster_prepare"),
    path("affiche/<uuid:pk>.pdf", entrances.poster_pdf, name="poster_pdf"),
    path("affiche/<uuid:pk>/retirer/", entrances.poster_withdraw, name="poster_withdraw"),
    path("salle/<str:token>/", entrances.poster, name="poster"),
    path("patients/", year.counts, name="counts"),
    path("patients/<int:year>/", year.counts_of, name="counts_of"),
    path("reglages/", year.counting, name="counting"),
    path("charte/", year.charter, name="charter"),
    path("charte/<str:file_format>/", documents.charter_export, name="charter_export"),
]
