"""French addresses for allauth's views, under the names it expects, and our own pages."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from filrouge.kernel.accounts import oidc, views

password = [
    path("", account.password_change, name="account_change_password"),
    path("choisir/", account.password_set, name="account_set_password"),
    path("oublie/", account.password_reset, name="account_reset_password"),
    path("oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    path("nouveau/fait/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

security = [
    path("", mfa.index, name="mfa_index"),
    path("exigee/", views.second_factor_required, name="account_second_factor_required"),
    path("verification/", mfa.authenticate, name="mfa_authenticate"),
    path("confirmation/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("application/", totp.activate_totp, name="mfa_activate_totp"),
    path("application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/nouveaux/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/fichier/", views.recovery_codes_file, name="mfa_download_recovery_codes"),
    path("cles/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("cles/ajouter/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("cles/connexion/", login_not_required(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("cles/confirmation/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("cles/<int:pk>/nom/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", views.remove_webauthn, name="mfa_remove_webauthn"),
]

provider = [
    path("", oidc.leads_to_provider(socialaccount.connections), name="socialaccount_connections"),
    path("annule/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("erreur/", socialaccount.login_error, name="socialaccount_login_error"),
    path("inscription/", socialaccount.signup, name="socialaccount_signup"),
    path("<slug:provider_id>/connexion/", oidc.login, name="openid_connect_login"),
    path("<slug:provider_id>/retour/", oidc.callback, name="openid_connect_callback"),
]

urlpatterns = [
    path("", views.home, name="account_home"),
    path("nom/", views.profile, name="account_profile"),
    path("mail/", views.email, name="account_email"),
    path("mail/confirmation/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^mail/confirmation/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("connexion/", oidc.leads_to_provider(account.login), name="account_login"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("confirmation/", account.reauthenticate, name="account_reauthenticate"),
    path("inscription/", account.signup, name="account_signup"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("code/", account.request_login_code, name="account_request_login_code"),
    path("code/saisie/", account.confirm_login_code, name="account_confirm_login_code"),
    path("invitation/<str:token>/", views.invitation, name="account_invitation"),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("sessions/<int:pk>/fermer/", views.end_session, name="account_end_session"),
    path("sessions/fermer/", views.end_all_sessions, name="account_end_all_sessions"),
    path("mot-de-passe/", include(password)),
    path("securite/", include(security)),
    path("fournisseur/", include(provider)),
]
