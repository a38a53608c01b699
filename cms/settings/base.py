"""Settings shared by every environment; each value that differs is overridden."""

from pathlib import Path

import django
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Applications: our four rooms first, so that their templates win.
INSTALLED_APPS = [
    "cms",
    "community",
    "mentors",
    "resources",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    # First: a page kept whole leaves before anything else runs.
    "cms.cache.middleware.PageCacheMiddleware",
    # Before whitenoise, so that static files carry these headers too.
    "django.middleware.security.SecurityMiddleware",
    "cms.chrome.middleware.PermissionsPolicyMiddleware",
    "cms.chrome.middleware.Utf8Middleware",
    "cms.chrome.policy.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.accounts.activity.ActivityMiddleware",
    "cms.accounts.targets.RedirectTargetMiddleware",
    "cms.accounts.two_steps.TwoStepsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.pages.sites.KnownSiteMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
FORM_RENDERER = "cms.chrome.forms.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["cms.templatetags.coeduc"],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.chrome.context.navigation",
            ],
        },
    },
]

# Database: SQLite by default, safe under several writers; PostgreSQL by DATABASE_URL.
DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
# Added to what the address itself asks for, such as ?sslmode=require.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    )
    # Opening the file and its settings anew costs a tenth of a page.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
else:
    # A request waits 5 s at most for a connection, then the page says 503.
    pool = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL", default=8),
        "timeout": 5,
    }
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {"pool": pool, "connect_timeout": 5}
    )
# Public pages kept in memory, by each process (docs/page-cache.md).
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_MB", default=32) * 1_048_576
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=300)
PAGE_CACHE_CHECK_SECONDS = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time. French before the first migrate: Wagtail's first locale is kept.
LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", _("Français"))]
TIME_ZONE = "Europe/Paris"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "var" / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Files about people: no address leads to them, a view opens them to who may.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": BASE_DIR / "var" / "private"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Not part of a restore: it tells a restored database whom to erase again.
ERASURES_FILE = env("ERASURES_FILE", default=str(BASE_DIR / "var" / "erasures.log"))

# People and sign-in
AUTH_USER_MODEL = "cms.User"
AUTHENTICATION_BACKENDS = ["cms.accounts.backends.EmailBackend"]
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_login"
ACCOUNT_ADAPTER = "cms.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
# By address, then by person and address, then by person (cms/accounts/adapter.py).
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "login_failed_by_person": "100/h/key",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# Asked of coordinators, national leads and administrators (cms/accounts/two_steps.py).
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=True)
MFA_TOTP_ISSUER = "Coéduc"
USERSESSIONS_TRACK_ACTIVITY = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALLAUTH_TRUSTED_PROXY_COUNT", default=0)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Mail and jobs
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Coéduc <coeduc@exemple.test>")
SERVER_EMAIL = env("SERVER_EMAIL", default="coeduc@exemple.test")
DJANGO_6 = django.VERSION >= (6, 0)
# Whatever sends a mail writes it into the outbox; jobs hand it to `transport`, which
# each environment adds (docs/mailing.md). Django 5.2 knows the first by another name.
MAILERS = {"default": {"BACKEND": "mentors.mailing.backend.OutboxBackend"}}
if not DJANGO_6:
    EMAIL_BACKEND = MAILERS["default"]["BACKEND"]
IMMEDIATE_TASKS = (
    "django.tasks.backends.immediate.ImmediateBackend"
    if DJANGO_6
    else "django_tasks.backends.immediate.ImmediateBackend"
)
DATABASE_TASKS = "django_tasks_db.DatabaseBackend"
# "default" indexes at once, so a saved page is found even without a worker.
TASKS = {
    "default": {"BACKEND": IMMEDIATE_TASKS},
    "jobs": {"BACKEND": DATABASE_TASKS, "QUEUES": ["default"]},
}

# Where « Quitter vite » leads from pages on hard subjects: somewhere that says nothing.
QUICK_EXIT_URL = env("QUICK_EXIT_URL", default="https://www.service-public.fr/")

# Wagtail
WAGTAIL_SITE_NAME = "Coéduc"
WAGTAILADMIN_BASE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "cms.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.pictures.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CustomDocument"
WAGTAILDOCS_EXTENSIONS = (
    "pdf odt docx ods xlsx odp pptx txt mp3 m4a mp4 webm vtt".split()
)
# By extension, never guessed: machines differ on what they know of media.
WAGTAILDOCS_CONTENT_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt",
}
WAGTAILDOCS_INLINE_CONTENT_TYPES = [
    "application/pdf",
    *WAGTAILDOCS_CONTENT_TYPES.values(),
]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "modelsearch.backends.database",
    }
}
WAGTAILEMBEDS_FINDERS = []
# Told by cms/workflow/notifications.py, when there is nobody else.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "admin_gate"
WAGTAIL_FRONTEND_LOGIN_URL = "/compte/login/"
# One password for many people is a door without a person, and without limits.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}

# Security. The policy of the admin is in cms/chrome/policy.py.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Wagtail itself lets its own previews be framed.
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "object-src": [NONE],
        "worker-src": [SELF],
    },
}
