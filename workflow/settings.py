"""Settings, from the environment. Production refuses to start when one is unsafe (workflow/safety.py)."""

import os
import secrets
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
SECRET_FILES = ("SECRET_KEY_FILE", "LOOKUP_KEY_FILE", "DATABASE_URL_FILE", "SMTP_PASSWORD_FILE")
"""Settings that name a file with a secret in it."""

FIXED: dict[str, Any] = {
    "MAX_CONTENT_LENGTH": MEGABYTE,
    "MAX_FORM_MEMORY_SIZE": 900_000,
    "MAX_FORM_PARTS": 2_000,
    "SESSION_IDLE_MINUTES": 30,
    "SESSION_HOURS": 12,
    "ARGON2_PROFILE": "default",
    "BOOTSTRAP_SERVE_LOCAL": True,
    "BABEL_DEFAULT_LOCALE": "vi",
    "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "workflow" / "translations"),
    "LANGUAGES": ("vi", "en"),
    "WTF_CSRF_TIME_LIMIT": None,
    "WTF_I18N_ENABLED": False,
    "COMPRESS_MIMETYPES": ["text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"],
    "COMPRESS_ALGORITHM": ["br", "gzip"],
}
"""What no installation needs to choose. Sizes in bytes."""


def from_environment(instance: Path) -> dict[str, Any]:
    """Every setting with its default. Names in the environment start with LANGNGHE_; secrets may be given as files."""
    env = {name.removeprefix("LANGNGHE_"): value for name, value in os.environ.items() if name.startswith("LANGNGHE_")}
    production = env.get("PRODUCTION", "") == "1"
    base_url = env.get("PUBLIC_BASE_URL", "http://127.0.0.1:8000")
    keys = {name: _secret(env, name, instance, production) for name in ("SECRET_KEY", "LOOKUP_KEY")}
    chosen = {
        "PRODUCTION": production,
        "DEMO": env.get("DEMO", "") == "1",
        "DEMO_PASSWORD": env.get("DEMO_PASSWORD", "lang-nghe-2026"),
        "PUBLIC_BASE_URL": base_url.rstrip("/"),
        "SECRET_KEY_FALLBACKS": env.get("SECRET_KEY_FALLBACKS", "").split() or None,
        "TRUSTED_HOSTS": env.get("TRUSTED_HOSTS", "" if production else "127.0.0.1 localhost [::1]").split() or None,
        "SQLALCHEMY_DATABASE_URI": _read(env, "DATABASE_URL") or f"sqlite:///{instance / 'langnghe.sqlite'}",
        "FILES_DIR": env.get("FILES_DIR", str(instance / "files")),
        "CLAMD": env.get("CLAMD", ""),
        "PROXIES": int(env.get("PROXIES", "0")),
        "TRUST_STORE": env.get("TRUST_STORE", ""),
        "QUEUE": env.get("QUEUE", str(instance / "queue.sqlite")),
    }
    files = {name: env.get(name) for name in SECRET_FILES}
    return FIXED | chosen | keys | files | _post_office(env) | _cookies(secure=base_url.startswith("https://"))


def _post_office(env: dict[str, str]) -> dict[str, Any]:
    """The mail server. Without a host nothing is sent: people read their notices in the application."""
    return {
        "SMTP_HOST": env.get("SMTP_HOST", ""),
        "SMTP_PORT": int(env.get("SMTP_PORT", "587")),
        "SMTP_USER": env.get("SMTP_USER", ""),
        "SMTP_PASSWORD": _read(env, "SMTP_PASSWORD"),
        "SMTP_STARTTLS": env.get("SMTP_STARTTLS", "1") == "1",
        "SMTP_FROM": env.get("SMTP_FROM", ""),
    }


def _read(env: dict[str, str], name: str) -> str:
    """A secret setting: its value, or the text of the file named by NAME_FILE. An unreadable file counts as missing."""
    file = env.get(f"{name}_FILE")
    if file and Path(file).is_file():
        return Path(file).read_text(encoding="utf-8").strip()
    return env.get(name, "")


def _secret(env: dict[str, str], name: str, instance: Path, production: bool) -> str:
    """A key given by the operator; outside production, else a random one kept beside the database."""
    given = _read(env, name)
    if given or production:
        return given
    instance.mkdir(parents=True, exist_ok=True)
    kept = instance / name.lower()
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()


def _cookies(secure: bool) -> dict[str, Any]:
    """Browsers refuse `__Host-` cookies without TLS, so the one-command demo on http carries plain names."""
    prefix = "__Host-" if secure else ""
    return {
        "SID_COOKIE": f"{prefix}sid",
        "SESSION_COOKIE_NAME": f"{prefix}form",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PREFERRED_URL_SCHEME": "https" if secure else "http",
    }


def engine_options(url: str) -> dict[str, Any]:
    """What a connection must keep to: a silent network must fail in seconds, not hang every request."""
    if not url.startswith("postgresql"):
        return {"connect_args": {"timeout": 8}}
    return {
        "pool_pre_ping": True,
        "pool_timeout": 5,
        "connect_args": {
            "connect_timeout": 3,
            "tcp_user_timeout": 3000,
            "keepalives_idle": 2,
            "keepalives_interval": 1,
            "keepalives_count": 3,
            "options": "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000",
        },
    }
