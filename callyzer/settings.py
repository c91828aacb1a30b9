"""The settings, read from the environment or `.streamlit/secrets.toml` here and nowhere else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callyzer.errors import SettingsError

PRODUCTION = "https://api1.callyzer.co/api/v2.1"
Version = Literal["v2.1", "v2.2"]
_FLAGS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a host can set. `token` is None for the sandbox account; secrets never show in a repr.

    `recording_hosts` are the only ones recordings are fetched from; empty: any public host.
    Without a `webhook_secret` there is no webhook. `read_only`: nothing is ever changed in the account.
    """

    token: str | None = field(default=None, repr=False)
    base_url: str = PRODUCTION
    api_version: Version = "v2.1"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Kolkata"))
    country: str = "IN"
    data: Path = Path(".data")
    request_interval: float = 2.0
    webhook_secret: str = field(default="", repr=False)
    webhook_header: str = "x-callyzer-signature"
    read_only: bool = False
    recording_hosts: tuple[str, ...] = ()

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
            webhook_secret=value("WEBHOOK_SECRET", ""),
            webhook_header=_header("CALLYZER_WEBHOOK_HEADER", value("WEBHOOK_HEADER", "x-callyzer-signature")),
            recording_hosts=_hosts("CALLYZER_RECORDING_HOSTS", value("RECORDING_HOSTS", "")),
            read_only=_flag("CALLYZER_READ_ONLY", value("READ_ONLY", "false")),
        )


def _secrets(path: Path) -> dict[str, str]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return {}
    except ValueError as error:
        raise SettingsError(str(path), "cannot be read as TOML") from error
    return {name: str(entry) for name, entry in entries.items() if name.startswith("CALLYZER_") and str(entry).strip()}


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
