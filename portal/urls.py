"""Every address of the portal: the frame's own, the sign-in door, the editors' desk, then the texts and pages."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from portal.views import accounts, legal, pages
from portal.views.doors import absent, password_reset_door, sign_in_door
from portal.views.health import healthz, metrics, ready

urlpatterns = [
    path("fiches/", include("forms_app.urls")),  # first: the pages filled and read all day
    path("", include("guidance.urls")),
    path("fiches/", include("forms_app.urls_beside")),
    path("fiches/", include("forms_app.urls_collegial")),
    path("dossiers/", include("forms_app.urls_dossiers")),
    path("bilan/", include("forms_app.urls_bilan")),
    path("", include("forms_app.urls_people")),
    path("chiffres/", include("forms_app.urls_figures")),
    path("administration/comptes/", accounts.accounts, name="accounts"),
    path("administration/comptes/<int:pk>/lien/", accounts.send_link, name="send_link"),
    path("administration/comptes/<int:pk>/seconds-facteurs/", accounts.propose_reset, name="propose_reset"),
    path("administration/seconds-facteurs/<int:pk>/", accounts.decide_reset, name="decide_reset"),
    path("healthz", healthz, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path(".well-known/security.txt", legal.security_txt, name="security_txt"),
    path("favicon.ico", pages.icon, name="icon"),
    path("compte/", include("portal.accounts.urls")),
    path("accessibilite/", legal.accessibility, name="accessibility"),
    path("mentions-legales/", legal.legal_notice, name="legal_notice"),
    path("donnees-personnelles/", legal.privacy, name="privacy"),
    path("aide/", pages.help_page, name="help"),
    path("affichage/", pages.display, name="display"),
    path("guide-de-style/", pages.style_guide, name="style_guide"),
    # Wagtail's own doors and its bulk actions on accounts, before its own addresses.
    path("admin/login/", sign_in_door, name="sign_in_door"),
    path("_util/login/", sign_in_door, name="sign_in_door"),
    re_path(r"^admin/password_reset/(?P<rest>.*)$", password_reset_door, name="password_reset_door"),
    re_path(r"^_util/authenticate_with_password/", absent, name="absent"),
    re_path(r"^admin/bulk/portal/user/", absent, name="absent"),
    re_path(r"^admin/(api/main/)?(documents|images)/", absent, name="absent"),
    path("admin/failwhale/", absent, name="absent"),
    path("admin/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]

handler400 = "portal.views.refusals.unreadable"
