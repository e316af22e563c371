from django.urls import path

from filrouge.reports.annual.views import order, report, sheets, versions

app_name = "annual"
urlpatterns = [
    path("", report.report, name="report"),
    path("<int:year>/chapitres/<slug:chapter>/", report.chapter, name="chapter"),
    path("<int:year>/chapitres/<slug:chapter>/chiffres/", report.figures, name="figures"),
    path("<int:year>/chapitres/<slug:chapter>/proposer/", report.propose, name="propose"),
    path("<int:year>/chapitres/<slug:chapter>/avant/", report.undo, name="undo"),
    path("<int:year>/chapitres/<slug:chapter>/destinataires/", report.recipients, name="recipients"),
    path("<int:year>/rapport.<str:file_format>", versions.report_file, name="file"),
    path("<int:year>/ordre/", order.order, name="order"),
    path("<int:year>/figer/", versions.freeze, name="freeze"),
    path("<int:year>/feuilles/<slug:audience>/", sheets.sheet, name="sheet"),
    path("<int:year>/feuilles/<slug:audience>.pdf", sheets.sheet_pdf, name="sheet_pdf"),
    path("versions/", versions.versions, name="versions"),
    path("versions/<uuid:pk>/", versions.sending, name="sending"),
]
