"""The settings, all read from the environment; docs/settings.md explains every ``DUBAN_*``."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from tasks.enums import Role
from tracker.environment import (
    env_bool,
    env_choice,
    env_choices,
    env_command,
    env_count,
    env_database,
    env_date,
    env_directory,
    env_int,
    env_list,
    env_mail,
    env_platform,
    env_syslog,
    env_url,
    kept_secret,
    spare_compilation,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("DUBAN_VAR") or BASE_DIR / "var").resolve()
# whatever this process writes, the database and its -wal among it, only its own account reads
os.umask(0o077)
VAR_DIR.mkdir(parents=True, exist_ok=True)
# pypinyin would read 45 MB of phrases, which only choose among readings; we take all of them
os.environ["PYPINYIN_NO_PHRASES"] = "1"

DEBUG = env_bool("DUBAN_DEBUG", False)
SECRET_FILE = VAR_DIR / "secret_key"
SECRET_KEY = os.environ.get("DUBAN_SECRET_KEY") or kept_secret(SECRET_FILE)
ALLOWED_HOSTS = env_list("DUBAN_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env_list("DUBAN_ORIGINS", [])
# gives back what was written
CSRF_FAILURE_VIEW = "tracker.expiring.csrf_failure"
# the reverse proxies whose X-Forwarded-For is believed, by their addresses
DUBAN_PROXIES = env_list("DUBAN_PROXIES", [])
DUBAN_TODAY = env_date("DUBAN_TODAY")
# ``prepare`` loads the demonstration; only then, and with a demonstration alone, is there a business date
DUBAN_DEMO = env_bool("DUBAN_DEMO", False)

INSTALLED_APPS = [
    "tasks",
    "reports",
    "tracker",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_tables2",
    "django_filters",
    "axes",
    "django_guid",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "tracker.observing.observe_requests",
    "tracker.middleware.protective_headers",
    "tracker.middleware.PagesCompressed",
    "tracker.middleware.address_behind_proxy",
    "tracker.middleware.WithoutNulCharacters",
    "tracker.middleware.refuse_other_content",
    "tracker.middleware.json_not_shown_as_a_page",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.tracing.origin_known",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.speaking.speak_for_the_person",
    "tracker.limiting.DoorLimit",
    "tracker.middleware.SignInFirst",
    "tracker.middleware.PossibleKeys",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.tracing.refusals_recorded",
    "tracker.middleware.end_forgotten_session",
    "tracker.middleware.settle_sign_in_first",
    "tracker.middleware.demonstration_files_marked",
    "tracker.middleware.explain_form_addresses",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.navigation.navigation",
                "tracker.speaking.words",
            ],
            "builtins": ["tracker.templatetags.duban"],
        },
    },
]
FORM_RENDERER = "tracker.forms.Renderer"

SQLITE_OPTIONS = {
    # a writer takes its lock at the start instead of failing halfway
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
# a pooler gives each transaction another connection, so that nothing of a connection may be relied on
DUBAN_POOLER = env_bool("DUBAN_POOLER", False)
CONNECTING = {"conn_max_age": 0 if DUBAN_POOLER else 60, "disable_server_side_cursors": DUBAN_POOLER}
DATABASES = {"default": env_database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'duban.sqlite3'}", **CONNECTING)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# a standby that boards and exports are read from as long as it is at most so many seconds behind; off unless set
DUBAN_READ_SECONDS = env_count("DUBAN_READ_SECONDS", 5, least=1, most=300)
if os.environ.get("DUBAN_READ_DATABASE_URL", "").strip():
    DATABASES["standby"] = env_database("DUBAN_READ_DATABASE_URL", "", **CONNECTING)
    if {each["ENGINE"] for each in DATABASES.values()} != {"django.db.backends.postgresql"}:
        raise ImproperlyConfigured("设置 DUBAN_READ_DATABASE_URL 的，它和 DATABASE_URL 都应是 PostgreSQL。")
    DATABASES["standby"] |= {"CONN_HEALTH_CHECKS": True, "TEST": {"MIRROR": "default"}}
    DATABASES["standby"]["OPTIONS"] = {"connect_timeout": 2} | DATABASES["standby"].get("OPTIONS", {})
    DATABASE_ROUTERS = ["tracker.standby.StandbyRouter"]
    MIDDLEWARE.append("tracker.standby.ReadFromStandby")
# compiling a query takes longer than any of ours runs; a pooler refuses options, so that its database sets it (docs/运维.md)
if not DUBAN_POOLER:
    for database in DATABASES.values():
        spare_compilation(database)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "tasks.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "tracker.backends.WithUnreadNotices",
]
# ways to sign in besides the passwords of this installation; each is off until its address is set
DUBAN_OIDC = env_platform()
DUBAN_LDAP = env_directory()
if DUBAN_LDAP.url:
    AUTHENTICATION_BACKENDS.append("tracker.directory_backend.DirectoryPasswords")
PASSWORD_HASHERS = ["tasks.signing_on.hashing.PasswordHasher"]
DUBAN_PASSWORD_LENGTH = env_count("DUBAN_PASSWORD_LENGTH", 8, least=8, most=64)
DUBAN_PASSWORD_CLASSES = env_count("DUBAN_PASSWORD_CLASSES", 3, least=1, most=5)
# each one that is kept costs a hash at the change of a password
DUBAN_PASSWORD_HISTORY = env_count("DUBAN_PASSWORD_HISTORY", 3, most=24)
DUBAN_PASSWORD_DAYS = env_count("DUBAN_PASSWORD_DAYS", 0, most=3650)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "tasks.signing_on.passwords.LongEnough"},
    {"NAME": "tasks.signing_on.passwords.MixedCharacters"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "tasks.signing_on.passwords.NotUsedBefore"},
]
# second factor: offered to everybody, asked of the named roles
DUBAN_SECOND_FACTOR = env_bool("DUBAN_SECOND_FACTOR", True)
DUBAN_SECOND_FACTOR_ROLES = env_choices("DUBAN_SECOND_FACTOR_ROLES", Role)
OTP_TOTP_ISSUER = "督办台账"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
# a message that offers to undo something is shown for some seconds, whatever page comes next
MESSAGE_STORAGE = "tracker.lingering.LingeringStorage"
SESSION_COOKIE_AGE = env_count("DUBAN_SESSION_HOURS", 12, least=1, most=720) * 3600
DUBAN_IDLE_MINUTES = env_count("DUBAN_IDLE_MINUTES", 30, most=1440)
DUBAN_SESSION_LIMIT = env_count("DUBAN_SESSION_LIMIT", 0, most=100)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env_bool("DUBAN_HTTPS", False)
if SESSION_COOKIE_SECURE:
    # browsers take cookies of these names from this host alone, and only over https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
# the proxy ends TLS; what asks whether the server lives asks without it
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 180 * 24 * 3600 if SESSION_COOKIE_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# after five wrong passwords an account waits at that address for a minute, doubled with each further one up to half an hour
AXES_FAILURE_LIMIT = env_count("DUBAN_LOGIN_FAILURES", 5, least=1, most=1000)
DUBAN_LOGIN_LOCK_MINUTES = env_count("DUBAN_LOGIN_LOCK_MINUTES", 30, most=1440)
AXES_HANDLER = "tasks.signing_on.lockout_handler.GrowingWait"
# the hours for which a wrong password is remembered
AXES_COOLOFF_TIME = 24
# a try during the wait does not count, so nobody can prolong the owner's
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# requests of one address a minute and process that cost much before anybody has signed in
DUBAN_DOOR_LIMIT = env_count("DUBAN_DOOR_LIMIT", 120, most=100_000)
AXES_LOCKOUT_CALLABLE = "tasks.pages.organisation.views.accounts.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = VAR_DIR / "media"
# the folder of backups, the public key that encrypts them, how many days all are kept and how many weeks one of each,
# and the age in hours at which the last one is too old
DUBAN_BACKUPS = Path(os.environ.get("DUBAN_BACKUPS") or VAR_DIR / "backups").resolve()
DUBAN_BACKUP_KEY = os.environ.get("DUBAN_BACKUP_KEY", "").strip()
DUBAN_BACKUP_DAYS = env_int("DUBAN_BACKUP_DAYS", 14)
DUBAN_BACKUP_WEEKS = env_int("DUBAN_BACKUP_WEEKS", 8)
DUBAN_BACKUP_HOURS = env_int("DUBAN_BACKUP_HOURS", 0)
# the audit log is sealed by each server after so many seconds even without the timer, and sent to syslog as it is sealed
DUBAN_SEAL_SECONDS = env_count("DUBAN_SEAL_SECONDS", 60, most=3600)
DUBAN_SYSLOG = env_syslog("DUBAN_SYSLOG")
# whether timers run the commands of ``TimedJob`` here, so that their absence is amiss
DUBAN_TIMERS = env_bool("DUBAN_TIMERS", False)
DUBAN_PUBLIC_SUMMARY = env_bool("DUBAN_PUBLIC_SUMMARY", False)
DUBAN_UPLOAD_LIMIT = env_int("DUBAN_UPLOAD_MB", 20) * 1024 * 1024
# command of a virus scanner that gets the path of each piece of evidence; off unless set
# words that are marks of secrecy where they stand as such: 机密★20年, 密级：机密
DUBAN_CLASSIFIED_WORDS = [word for word in env_list("DUBAN_CLASSIFIED_WORDS", ["绝密", "机密", "秘密"]) if word != "-"]
DUBAN_SCANNER = env_command("DUBAN_SCANNER")
DUBAN_SCANNER_SECONDS = env_int("DUBAN_SCANNER_SECONDS", 20)
# long work waits in the database for ``manage.py work``
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# the page of the groups sends a tick for each unit of each group
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# channels of 催办 besides the inbox; each is off until its address is set
MAIL = env_mail("DUBAN_EMAIL_URL")
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.tls, MAIL.ssl
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DUBAN_EMAIL_FROM") or "duban@localhost"
DUBAN_CHANNELS = {
    "email": MAIL.host,
    "wecom": env_url("DUBAN_WECOM_WEBHOOK"),
    "dingtalk": env_url("DUBAN_DINGTALK_WEBHOOK"),
    "json": env_url("DUBAN_JSON_WEBHOOK"),
}
DUBAN_DINGTALK_SECRET = os.environ.get("DUBAN_DINGTALK_SECRET", "")
DUBAN_SITE_URL = env_url("DUBAN_SITE_URL")

DJANGO_TABLES2_TEMPLATE = "frame/tables/table.html"
FILTERS_EMPTY_CHOICE_LABEL = "全部"

# each request has a number, short enough to be said on the telephone: in its lines of the log, in the answer, on the
# page of an error
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "EXPOSE_HEADER": False, "UUID_LENGTH": 12}
DUBAN_LOG_FORMAT = env_choice("DUBAN_LOG_FORMAT", "text", ("text", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {
            "()": "tracker.log_lines.TextLine",
            "format": "{asctime} {levelname} {name} {request_id} {message}",
            "style": "{",
        },
        "json": {"()": "tracker.log_lines.JsonLine"},
    },
    "filters": {
        "request_id": {"()": "django_guid.log_filters.CorrelationId", "correlation_id_field": "request_id"},
        "route": {"()": "tracker.log_lines.RouteInsteadOfAddress"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": DUBAN_LOG_FORMAT,
            "filters": ["request_id", "route"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # a refusal (403, 404, 409) is not an error of the server
        "django.request": {"level": "ERROR"},
        # a header that is no number is not worth a line
        "django_guid": {"level": "ERROR"},
        "duban.requests": {"level": "INFO"},
    },
}
# metrics for Prometheus, for who brings the token; without one, for this machine alone
DUBAN_METRICS = env_bool("DUBAN_METRICS", False)
DUBAN_METRICS_TOKEN = os.environ.get("DUBAN_METRICS_TOKEN", "").strip()
