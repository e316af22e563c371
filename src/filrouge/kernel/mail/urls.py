from django.urls import path

from filrouge.kernel.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.message_list, name="list"),
    path("<uuid:message_id>/", views.message_detail, name="detail"),
    path("<uuid:message_id>/renvoyer/", views.message_again, name="again"),
    path("<uuid:message_id>/annuler/", views.message_cancel, name="cancel"),
]
