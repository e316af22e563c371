from django.urls import path

from filrouge.modules.deciding.views import ballots, documents, library, proposals, votes

app_name = "deciding"
urlpatterns = [
    path("", ballots.ballot_list, name="list"),
    path("exporter/<str:file_format>/", documents.export_list, name="export"),
    path("techniques/", library.technique_list, name="techniques"),
    path("techniques.pdf", library.techniques_pdf, name="techniques_pdf"),
    path("techniques/<slug:technique>/", library.technique_detail, name="technique"),
    path("techniques/<slug:technique>/lancer/", library.technique_run, name="technique_run"),
    path("reunions/<uuid:meeting>/votes.pdf", documents.results_pdf, name="results"),
    path("points/<uuid:item>/voter/", ballots.ballot_create, name="ballot_create"),
    path("propositions/nouvelle/", proposals.proposal_create, name="proposal_create"),
    path("propositions/<uuid:pk>/modifier/", proposals.proposal_edit, name="proposal_edit"),
    path("propositions/<uuid:pk>/envoyer/", proposals.proposal_send, name="proposal_send"),
    path("propositions/<uuid:pk>/relancer/", proposals.proposal_remind, name="proposal_remind"),
    path("propositions/<uuid:pk>/date/", proposals.proposal_extend, name="proposal_extend"),
    path("votes/<uuid:pk>/", ballots.ballot_detail, name="ballot"),
    path("votes/<uuid:pk>/resultat.pdf", documents.ballot_pdf, name="ballot_pdf"),
    path("votes/<uuid:pk>/modifier/", ballots.ballot_edit, name="ballot_edit"),
    path("votes/<uuid:pk>/ouvrir/", ballots.ballot_open, name="ballot_open"),
    path("votes/<uuid:pk>/voter/", votes.vote_cast, name="vote_cast"),
    path("votes/<uuid:pk>/votants/<uuid:voter>/", votes.vote_note, name="vote_note"),
    path("votes/<uuid:pk>/mains/", ballots.hands_note, name="hands"),
    path("votes/<uuid:pk>/depouiller/", ballots.ballot_close, name="ballot_close"),
    path("votes/<uuid:pk>/annuler/", ballots.ballot_cancel, name="ballot_cancel"),
    path("votes/<uuid:pk>/objections/<uuid:objection>/", ballots.objection_treat, name="objection"),
    path("votes/<uuid:pk>/inscrire/", ballots.result_register, name="register"),
]
