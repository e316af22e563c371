from django.urls import path

from filrouge.kernel.mail.views import choices, held, register, rules

app_name = "mail"
urlpatterns = [
    path("", register.message_list, name="list"),
    path("retenus/", held.held, name="held"),
    path("regles/", rules.rules, name="rules"),
    path("mes-choix/", choices.my_choices, name="my_choices"),
    path("arret/<slug:token>/<str:kind>/", choices.stop, name="stop"),
    path("<uuid:message_id>/", register.message_detail, name="detail"),
    path("<uuid:message_id>/renvoyer/", register.message_again, name="again"),
    path("<uuid:message_id>/maintenant/", register.message_now, name="now"),
    path("<uuid:message_id>/quand-meme/", held.send_anyway, name="anyway"),
    path("<uuid:message_id>/annuler/", register.message_cancel, name="cancel"),
]
