"""Settings common to every place, without a secret; each decision about safety cites its reason."""

from pathlib import Path

from csp.constants import NONE, SELF

from . import environment as env
from . import identity
from .logs import LOGGING as LOGGING

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = env.data_directory(PROJECT_DIR)

# --- What the product is -------------------------------------------------------------------------------------------
PORTAL_OPEN_READING = env.flag("PORTAL_OPEN_READING", True)  # official texts are public law; a setting closes them
PORTAL_DEMO = False  # only the local settings may change it
# Drafts and letters kept on the server hold names, and a name in this procedure is health data: off until an operator
# says that hosting is settled. Fiches filled without a file serve meanwhile.
PORTAL_NAMED_FILES = env.flag("PORTAL_NAMED_FILES", False)
PORTAL_DRAFT_DAYS = env.number("PORTAL_DRAFT_DAYS", 30)  # days a draft lives after its last change
PORTAL_LETTER_DAYS = env.number("PORTAL_LETTER_DAYS", 30)  # days a delivered letter stays with its author
PORTAL_LINK_HOSTS = env.words("PORTAL_LINK_HOSTS")  # that the link checker may ask, and those below; « * »: all public
PORTAL_RUN_HOURS = 12  # life of a fiche filled without a file (no setting: the screens promise it)
# Named cases: off until the operator says so and the decisions are on record (forms_app.services.dossiers.opening).
PORTAL_DOSSIERS = env.flag("PORTAL_DOSSIERS", False)
# Every session shows a second factor; only a demonstration may do without, and says so (portal.accounts.strength).
PORTAL_SECOND_FACTOR = True
PORTAL_HOURLY_TIMES = env.bounded("PORTAL_HOURLY_TIMES", 1, 1, 100)  # times what one person may ask for in an hour
PORTAL_IDLE_MINUTES = env.bounded("PORTAL_IDLE_MINUTES", 30, 1, 60)  # without a page asked for, the screen locks
PORTAL_SESSION_HOURS = 12  # a session ends then, whatever happened in it (no setting: the screens promise it)
# The head of the journal leaves the database at this rhythm, for a file (better on another disk), and by mail.
PORTAL_JOURNAL_HEADS = env.text("PORTAL_JOURNAL_HEADS", str(DATA_DIR / "journal-heads.txt"))
PORTAL_JOURNAL_MINUTES = env.number("PORTAL_JOURNAL_MINUTES", 60)
PORTAL_JOURNAL_MAIL = env.words("PORTAL_JOURNAL_MAIL")
# Where the worker sends the rows, the token it shows, the authority that signed the collector's certificate.
PORTAL_JOURNAL_COLLECTOR = env.collector("PORTAL_JOURNAL_COLLECTOR")
PORTAL_JOURNAL_TOKEN = env.secret("PORTAL_JOURNAL_TOKEN", "")
PORTAL_JOURNAL_AUTHORITY = env.text("PORTAL_JOURNAL_AUTHORITY", "")
PORTAL_JOURNAL_KEYS = env.secret_words("PORTAL_JOURNAL_KEYS")  # verify rows of a forgotten key (rotate_keys --forget)
PORTAL_METRICS_TOKEN = env.secret("PORTAL_METRICS_TOKEN", "")  # without one, /metrics is absent
PORTAL_ADVISORIES = env.collector("PORTAL_ADVISORIES")  # asked each day about the libraries; none: the command asks
# Who publishes and hosts, in one sentence, and whom to tell of a weakness (a mail address, or https): said to be
# missing while they are.
PORTAL_PUBLISHER = env.text("PORTAL_PUBLISHER", "")
PORTAL_SECURITY_CONTACT = env.contact("PORTAL_SECURITY_CONTACT")
WAGTAIL_SITE_NAME = env.text("PORTAL_SITE_NAME", "Portail Étrangers malades")
DEBUG = False

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "home.apps.HomeConfig",
    "forms_app.apps.FormsAppConfig",
    "guidance.apps.GuidanceConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *(["portal.openid"] if identity.NAMED else []),  # two libraries more in each process: only where it serves
    "wagtail.contrib.typed_table_block",
    "wagtail_modeladmin",
    "portal.apps.PortalUsersConfig",
    "portal.apps.PortalSnippetsConfig",
    "portal.apps.PortalDocumentsConfig",  # no file, no picture is offered; the desk names their addresses (urls.py)
    "portal.apps.PortalImagesConfig",
    "wagtail.admin",
    "wagtail",
    "wagtail.search",
    "modelcluster",
    "taggit",
    "django_filters",
    "formtools",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.admin",  # the filters of modeladmin look for it; none of its addresses is mounted (D3)
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.middleware.headers.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.middleware.headers.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.headers.NoStoreMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.health.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.middleware.person.PersonMiddleware",
    "portal.middleware.held.HeldSessionMiddleware",  # a locked or half-open session is nobody's below this line
    "forms_app.wizard.lapsed.LapsedSessionMiddleware",  # what is typed when a session ends goes into its draft
    "portal.middleware.access.FailClosedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.middleware.refusals.RefusedMethodMiddleware",
    "portal.middleware.malformed.MalformedEditorFormMiddleware",
    "portal.middleware.bounds.BoundsMiddleware",
    "portal.middleware.proof.FreshProofMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.frame",
            ],
        },
    },
]

# --- Language and time: French, Paris; deadlines and editions change at midnight in Paris -----------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = USE_TZ = True

# --- Rows and counters --------------------------------------------------------------------------------------------
DATABASES = {"default": env.main_database(DATA_DIR)}

# The default cache is the one allauth counts attempts in: shared by every process, and never culled early
# (Django culls a third of the rows at 300 entries unless told otherwise). Rendered things go to `pages`.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_security_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_pages_cache",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

# Wagtail's own index work runs inside the request (a queued one would be stale until a worker runs);
# everything of ours goes through `jobs`, in the same transaction as the change that asks for it.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# --- Files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PROJECT_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"  # no route serves it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a whole section with its clauses is one form

# --- Sign-in: one door ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "portal.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["portal.accounts.backends.PersonBackend"]
ACCOUNT_ADAPTER = "portal.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/300s/key", "login": "120/m/ip"}  # one address serves a whole hospital
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PORTAL_TRUSTED_PROXIES", 0)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

# --- The second factor ---------------------------------------------------------------------------------------------
MFA_ADAPTER = "portal.accounts.factors.SealingAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "portal.accounts.codes.AuthenticateForm",
    "reauthenticate": "portal.accounts.codes.ReauthenticateForm",
    "activate_totp": "portal.accounts.codes.ActivateForm",
}
MFA_TOTP_TOLERANCE = 1  # a code typed as it changes is taken; one that served, or an older one, is not (codes.py)
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are opened by administrators; nobody enters an address alone
MFA_PASSKEY_LOGIN_ENABLED = False

# --- Identity providers (off unless PORTAL_OPENID names some) -------------------------------------------------------
SOCIALACCOUNT_ADAPTER = "portal.openid.adapter.ClosedSocialAdapter"
SOCIALACCOUNT_PROVIDERS = identity.configured()
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # matched on the national identifier, never on an address
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_STORE_TOKENS = SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# A list of leaked passwords ordered by hash that the operator brings: none is shipped, no service asked (ASVS 6.2.12).
PORTAL_LEAKED_PASSWORDS = env.file("PORTAL_LEAKED_PASSWORDS")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": "portal.accounts.passwords.HouseWordsValidator"},
    {"NAME": "portal.accounts.leaks.LeakedPasswordValidator"},
]

SESSION_ENGINE = "portal.accounts.sessions"
SESSION_COOKIE_AGE = PORTAL_SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "portal.messages.Storage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "forms_app.views.csrf.failed"  # a fiche typed before a sign-in in another tab is not lost
CSRF_COOKIE_HTTPONLY = False  # Wagtail's screens read it; the token alone opens nothing

# --- What a browser may do with our pages -------------------------------------------------------------------------
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview panel of the editors' desk is a frame of ours
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # it asks for DENY, which would break that panel
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    }
}
# The empty style element that the rich text editor writes; everything else of the desk is in files.
CSP_ADMIN_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-Mhr2Q/2u+/s2WzwlFRrqCw7x0IU+emukGS8Q9RtPZ44='",
)

# --- Wagtail --------------------------------------------------------------------------------------------------------
WAGTAILADMIN_BASE_URL = env.text("PORTAL_BASE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}")
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y", "%d/%m/%Y %H:%M"  # as French people type them
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False  # the portal's own door does it
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody sets somebody else's password (portal.accounts.invitations)
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False  # no call to another host
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_FINISH_WORKFLOW_ACTION = "guidance.services.finish.finish"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True  # a reading holds for the very words that were read (G4)
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "guidance.wagtail_hooks.rich_text.QuietDraftail",
        "OPTIONS": {"features": ["bold", "italic", "link", "ul", "ol"]},
    },
    "official": {"WIDGET": "guidance.wagtail_hooks.rich_text.QuietDraftail"},
}
WAGTAIL_AUTOSAVE_INTERVAL = 0  # one keystroke of a validator would make an author of them
WAGTAILADMIN_COMMENTS_ENABLED = False  # a remark is said when a draft is sent back; comments also delay each keystroke
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False

# --- Mail; the log is in `logs.py` ---------------------------------------------------------------------------------
EMAIL_BACKEND = "portal.worker.mail.OutboxBackend"  # a row first: a mail server that is down breaks no page
PORTAL_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("PORTAL_MAIL_FROM", "portail@localhost")
ADMINS = []  # an error mail could carry what a person typed
