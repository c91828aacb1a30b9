"""The settings, read from the environment or `.streamlit/secrets.toml` here and nowhere else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callyzer.errors import SettingsError

PRODUCTION = "https://api1.callyzer.co/api/v2.1"
Version = Literal["v2.1", "v2.2"]
MailTls = Literal["starttls", "tls", "off"]
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_PORTS = {"starttls": "587", "tls": "465", "off": "25"}
_FLAGS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a host can set. `token` is None for the sandbox account; secrets never show in a repr.

    The sandbox account has calls of `sandbox_days`, up to now. `recording_hosts` are the only ones recordings are
    fetched from; empty: any public host.
    Without a `webhook_secret` there is no webhook. `read_only`: nothing is ever changed in the account.
    `template` is a deck (.pptx) in whose look slides are made, `reports` the file of the scheduled reports. Without an
    `smtp_host` no mail is sent; without an `smtp_user` nobody logs in there.
    """

    token: str | None = field(default=None, repr=False)
    base_url: str = PRODUCTION
    api_version: Version = "v2.1"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Kolkata"))
    country: str = "IN"
    data: Path = Path(".data")
    request_interval: float = 2.0
    sandbox_days: int = 120
    webhook_secret: str = field(default="", repr=False)
    webhook_header: str = "x-callyzer-signature"
    read_only: bool = False
    recording_hosts: tuple[str, ...] = ()
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_from: str = ""
    smtp_tls: MailTls = "starttls"
    reports: Path = Path("reports.toml")
    template: Path | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str], secrets: Path = Path(".streamlit/secrets.toml")) -> Settings:
        """From variables named CALLYZER_…; the environment goes before the file, a blank value counts as not set."""
        given = {**_secrets(secrets), **{name: value for name, value in environment.items() if value.strip()}}

        def value(name: str, default: str) -> str:
            return given.get(f"CALLYZER_{name}", default).strip()

        version = _version(value("API_VERSION", "v2.1"))
        return cls(
            token=value("TOKEN", "") or None,
            base_url=_url("CALLYZER_BASE_URL", value("BASE_URL", PRODUCTION.replace("v2.1", version))),
            api_version=version,
            zone=_zone("CALLYZER_TIMEZONE", value("TIMEZONE", "Asia/Kolkata")),
            country=value("COUNTRY", "IN").upper(),
            data=Path(value("DATA", ".data")),
            request_interval=_seconds("CALLYZER_REQUEST_INTERVAL", value("REQUEST_INTERVAL", "2.0")),
            sandbox_days=_whole("CALLYZER_SANDBOX_DAYS", value("SANDBOX_DAYS", "120"), 1100, "a number of days"),
            webhook_secret=value("WEBHOOK_SECRET", ""),
            webhook_header=_header("CALLYZER_WEBHOOK_HEADER", value("WEBHOOK_HEADER", "x-callyzer-signature")),
            recording_hosts=_hosts("CALLYZER_RECORDING_HOSTS", value("RECORDING_HOSTS", "")),
            read_only=_flag("CALLYZER_READ_ONLY", value("READ_ONLY", "false")),
            reports=Path(value("REPORTS", "reports.toml")),
            template=_file(value("TEMPLATE", "")),
            **_mail(value),
        )


def _secrets(path: Path) -> dict[str, str]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return {}
    except ValueError as error:
        raise SettingsError(str(path), "cannot be read as TOML") from error
    return {name: str(entry) for name, entry in entries.items() if name.startswith("CALLYZER_") and str(entry).strip()}


def _mail(value: Callable[[str, str], str]) -> dict[str, Any]:
    """Where mail is handed over, and how. Unprotected only where it does not leave this machine."""
    host, tls = value("SMTP_HOST", "").lower(), value("SMTP_TLS", "starttls").lower()
    if tls not in get_args(MailTls):
        raise SettingsError("CALLYZER_SMTP_TLS", f"must be one of {', '.join(get_args(MailTls))}")
    if tls == "off" and host not in THIS_MACHINE:
        raise SettingsError("CALLYZER_SMTP_TLS", "may be off only where the mail server is this machine")
    sender = value("SMTP_FROM", "")
    if (host or sender) and not is_address(sender):
        raise SettingsError("CALLYZER_SMTP_FROM", "must be the address mail is sent from, such as reports@example.com")
    port = _whole("CALLYZER_SMTP_PORT", value("SMTP_PORT", _PORTS[tls]), 65_535, "the number of a port")
    return {"smtp_host": host, "smtp_port": port,
            "smtp_user": value("SMTP_USER", ""), "smtp_password": value("SMTP_PASSWORD", ""), "smtp_from": sender,
            "smtp_tls": tls}


def is_address(text: str) -> bool:
    """Whether mail can be sent there: one plain address, without a name, a comment or a line break."""
    return len(text) <= 254 and bool(re.fullmatch(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*", text,
                                                  re.ASCII | re.IGNORECASE))


def _whole(name: str, value: str, most: int, meaning: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and 0 < int(value) <= most):
        raise SettingsError(name, f"must be {meaning} from 1 to {most:,}")
    return int(value)


def _version(value: str) -> Version:
    for version in get_args(Version):
        if value == version:
            known: Version = version
            return known
    raise SettingsError("CALLYZER_API_VERSION", f"must be one of {', '.join(get_args(Version))}")


def _url(name: str, value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise SettingsError(name, "must start with https:// (or http:// on this machine)")
    return value.rstrip("/")


def _zone(name: str, value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(name, "must be an IANA zone such as Asia/Kolkata") from error


def _header(name: str, value: str) -> str:
    if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", value):
        raise SettingsError(name, "must be the name of a header such as x-callyzer-signature")
    return value.lower()


def _hosts(name: str, value: str) -> tuple[str, ...]:
    hosts = tuple(host.strip().lower() for host in value.split(",") if host.strip())
    if not all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", host) for host in hosts):
        raise SettingsError(name, "must be names of hosts with commas between them, such as media.example.com")
    return hosts


def _file(value: str) -> Path | None:
    return Path(value).expanduser() if value else None


def _flag(name: str, value: str) -> bool:
    try:
        return _FLAGS[value.lower()]
    except KeyError as error:
        raise SettingsError(name, "must be true or false") from error


def _seconds(name: str, value: str) -> float:
    try:
        seconds = float(value)
    except ValueError as error:
        raise SettingsError(name, "must be a number of seconds") from error
    if not 0 <= seconds <= 3600:
        raise SettingsError(name, "must be between 0 and 3600 seconds")
    return seconds
