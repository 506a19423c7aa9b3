"""The one sign-in, mounted address by address so that nothing of the library opens by itself."""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as keys
from django.conf import settings
from django.urls import path, re_path

from portal.views import factors, sessions
from portal.views.doors import paced

urlpatterns = [
    path("connexion/", views.login, name="account_login"),
    path("connexion/code/", mfa.authenticate, name="mfa_authenticate"),
    path("deconnexion/", views.logout, name="account_logout"),
    path("inactif/", views.account_inactive, name="account_inactive"),
    path("confirmer-identite/", views.reauthenticate, name="account_reauthenticate"),
    path("confirmer-identite/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("confirmer-identite/cle/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("mot-de-passe/", views.password_change, name="account_change_password"),
    path("mot-de-passe/oublie/", paced(views.password_reset), name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/nouveau/enregistre/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("premier-facteur/", factors.second_factor, name="second_factor"),
    path("premier-facteur/code/", factors.second_factor_code, name="second_factor_code"),
    path("seconds-facteurs/", mfa.index, name="mfa_index"),
    path("seconds-facteurs/application/", factors.ActivateApplication.as_view(), name="mfa_activate_totp"),
    path("seconds-facteurs/application/retirer/", factors.RemoveApplication.as_view(), name="mfa_deactivate_totp"),
    path("seconds-facteurs/cle/", factors.AddKey.as_view(), name="mfa_add_webauthn"),
    path("seconds-facteurs/cle/<int:pk>/nom/", factors.RenameKey.as_view(), name="mfa_edit_webauthn"),
    path("seconds-facteurs/cle/<int:pk>/retirer/", factors.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("codes-de-secours/", factors.ShowCodes.as_view(), name="mfa_view_recovery_codes"),
    path("codes-de-secours/nouveaux/", factors.MakeCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("sessions/", sessions.sessions, name="open_sessions"),
    path("sessions/autres/", sessions.end_others, name="end_other_sessions"),
    path("sessions/<int:pk>/", sessions.end_session, name="end_session"),
    path("verrouiller/", sessions.lock, name="lock"),
    path("verrou/", sessions.unlock, name="unlock"),
    path("saisie-gardee/", sessions.typed_form, name="typed_form"),
]

if "portal.openid" in settings.INSTALLED_APPS:
    from portal.openid import views as openid

    urlpatterns += [
        path("connexion/par/<slug:provider_id>/", openid.login, name="openid_connect_login"),
        path("connexion/par/<slug:provider_id>/retour/", openid.callback, name="openid_connect_callback"),
        path("connexion/abandon/", openid.cancelled, name="socialaccount_login_cancelled"),
    ]
