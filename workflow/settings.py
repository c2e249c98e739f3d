"""Settings, from the environment. Production refuses to start when one is unsafe (workflow/safety.py)."""

import os
import secrets
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024


def from_environment(instance: Path) -> dict[str, Any]:
    """Every setting with its default. Names in the environment start with LANGNGHE_."""
    env = {name.removeprefix("LANGNGHE_"): value for name, value in os.environ.items() if name.startswith("LANGNGHE_")}
    production = env.get("PRODUCTION", "") == "1"
    base_url = env.get("PUBLIC_BASE_URL", "http://127.0.0.1:8000")
    return {
        "PRODUCTION": production,
        "DEMO": env.get("DEMO", "") == "1",
        "DEMO_PASSWORD": env.get("DEMO_PASSWORD", "lang-nghe-2026"),
        "PUBLIC_BASE_URL": base_url.rstrip("/"),
        "SECRET_KEY": env.get("SECRET_KEY") or _kept_secret(instance, "secret_key", production),
        "SECRET_KEY_FALLBACKS": env.get("SECRET_KEY_FALLBACKS", "").split() or None,
        "LOOKUP_KEY": env.get("LOOKUP_KEY") or _kept_secret(instance, "lookup_key", production),
        "TRUSTED_HOSTS": env.get("TRUSTED_HOSTS", "" if production else "127.0.0.1 localhost [::1]").split() or None,
        "SQLALCHEMY_DATABASE_URI": env.get("DATABASE_URL", f"sqlite:///{instance / 'langnghe.sqlite'}"),
        "FILES_DIR": env.get("FILES_DIR", str(instance / "files")),
        "MAX_CONTENT_LENGTH": MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 900_000,
        "MAX_FORM_PARTS": 2_000,
        "UPLOAD_LIMIT": 100 * MEGABYTE,
        "SESSION_IDLE_MINUTES": 30,
        "SESSION_HOURS": 12,
        "ARGON2_PROFILE": "default",
        "PROXIES": int(env.get("PROXIES", "0")),
        "BOOTSTRAP_SERVE_LOCAL": True,
        "BABEL_DEFAULT_LOCALE": "vi",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "workflow" / "translations"),
        "LANGUAGES": ("vi", "en"),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "COMPRESS_MIMETYPES": ["text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_REGISTER": True,
    } | _cookies(secure=base_url.startswith("https://"))


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


def _kept_secret(instance: Path, name: str, production: bool) -> str:
    """A random secret kept beside the database of a single machine. Production must bring its own."""
    if production:
        return ""
    instance.mkdir(parents=True, exist_ok=True)
    kept = instance / name
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text().strip()
