from django.urls import include, path

from filrouge.ui.views import favicon

urlpatterns = [
    path("", include("filrouge.reports.today.front_urls")),
    path("favicon.ico", favicon),
    path("ui/", include("filrouge.ui.urls")),
    path("live/", include("filrouge.kernel.live.urls")),
    path("compte/", include("filrouge.kernel.accounts.urls")),
    path("calculer-l-aci/", include("filrouge.modules.aci.public_urls")),
    path("<slug:organisation>/", include("filrouge.reports.today.urls")),
    path("<slug:organisation>/lien/", include("filrouge.kernel.links.urls")),
    path("<slug:organisation>/equipe/", include("filrouge.kernel.people.urls")),
    path("<slug:organisation>/taches/", include("filrouge.kernel.work.urls")),
    path("<slug:organisation>/fichiers/", include("filrouge.kernel.files.urls")),
    path("<slug:organisation>/courrier/", include("filrouge.kernel.mail.urls")),
    path("<slug:organisation>/reglages/", include("filrouge.kernel.shell.urls")),
    path("<slug:organisation>/reunions/", include("filrouge.modules.meetings.urls")),
    path("<slug:organisation>/dates/", include("filrouge.modules.scheduling.urls")),
    path("<slug:organisation>/direct/", include("filrouge.modules.live.urls")),
    path("<slug:organisation>/decider/", include("filrouge.modules.deciding.urls")),
    path("<slug:organisation>/rcp/", include("filrouge.modules.rcp.urls")),
    path("<slug:organisation>/coordination/", include("filrouge.modules.coordinator.urls")),
    path("<slug:organisation>/echeances/", include("filrouge.modules.deadlines.urls")),
    path("<slug:organisation>/agenda/", include("filrouge.reports.calendar.urls")),
    path("<slug:organisation>/retroplannings/", include("filrouge.modules.planning.urls")),
    path("<slug:organisation>/aci/", include("filrouge.modules.aci.urls")),
    path("<slug:organisation>/maturite/", include("filrouge.modules.maturity.urls")),
    path("<slug:organisation>/preuves/", include("filrouge.reports.evidence.urls")),
    path("<slug:organisation>/activites/", include("filrouge.reports.coverage.urls")),
    path("<slug:organisation>/aide/", include("filrouge.reports.help.urls")),
    path("<slug:organisation>/recherche/", include("filrouge.reports.search.urls")),
]
