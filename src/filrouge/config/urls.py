from django.urls import include, path

urlpatterns = [
    path("", include("filrouge.reports.today.front_urls")),
    path("ui/", include("filrouge.ui.urls")),
    path("live/", include("filrouge.kernel.live.urls")),
    path("compte/", include("filrouge.kernel.accounts.urls")),
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
    path("<slug:organisation>/preuves/", include("filrouge.reports.evidence.urls")),
    path("<slug:organisation>/aide/", include("filrouge.reports.help.urls")),
    path("<slug:organisation>/recherche/", include("filrouge.reports.search.urls")),
]
