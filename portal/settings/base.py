"""Settings common to every place, without a secret; each decision about safety cites its reason."""

from pathlib import Path

from . import environment as env

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = env.data_directory(PROJECT_DIR)

# --- What the product is -------------------------------------------------------------------------------------------
PORTAL_OPEN_READING = env.flag("PORTAL_OPEN_READING", True)  # official texts are public law; a setting closes them
PORTAL_DEMO = False  # only the local settings may change it
WAGTAIL_SITE_NAME = env.text("PORTAL_SITE_NAME", "Portail Étrangers malades")
DEBUG = False

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "home.apps.HomeConfig",
    "forms_app.apps.FormsAppConfig",
    "guidance.apps.GuidanceConfig",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "wagtail.contrib.typed_table_block",
    "wagtail_modeladmin",
    "portal.apps.PortalUsersConfig",
    "wagtail.snippets",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "django_filters",
    "formtools",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
DATABASES = {"default": env.database(env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"))}

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
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

# --- Wagtail --------------------------------------------------------------------------------------------------------
WAGTAILADMIN_BASE_URL = env.text("PORTAL_BASE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}")
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
