"""Settings: what a host writes, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from callyzer.errors import SettingsError
from callyzer.settings import Settings

NOWHERE = Path("/nonexistent/secrets.toml")


def read(**environment: str) -> Settings:
    return Settings.read({f"CALLYZER_{name}": value for name, value in environment.items()}, NOWHERE)


def test_without_any_setting_the_account_is_the_sandbox_in_kolkata() -> None:
    settings = read()
    assert settings.token is None
    assert settings.zone.key == "Asia/Kolkata"
    assert settings.base_url == "https://api1.callyzer.co/api/v2.1"
    assert settings.request_interval == 2.0
    assert settings.sandbox_days == 120


def test_the_sandbox_account_has_as_many_days_as_are_wished() -> None:
    assert read(SANDBOX_DAYS="30").sandbox_days == 30


def test_a_newer_api_version_changes_the_production_address_too() -> None:
    assert read(API_VERSION="v2.2").base_url == "https://api1.callyzer.co/api/v2.2"


def test_a_base_url_is_taken_as_it_is_without_its_last_slash() -> None:
    assert read(API_VERSION="v2.2", BASE_URL="http://127.0.0.1:8765/v2.1/").base_url == "http://127.0.0.1:8765/v2.1"


def test_the_token_never_shows() -> None:
    assert "hush" not in repr(read(TOKEN="hush"))


def test_the_webhook_has_no_secret_until_one_is_given_and_it_never_shows() -> None:
    assert (read().webhook_secret, read().webhook_header) == ("", "x-callyzer-signature")
    settings = read(WEBHOOK_SECRET="hush", WEBHOOK_HEADER="X-Our-Own")
    assert (settings.webhook_secret, settings.webhook_header) == ("hush", "x-our-own")
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(("text", "read_only"), [("", False), ("false", False), ("0", False), ("TRUE", True),
                                                 ("1", True)])
def test_a_dashboard_writes_unless_it_is_told_only_to_read(text: str, read_only: bool) -> None:
    assert read(READ_ONLY=text).read_only is read_only


def test_slides_have_our_look_unless_a_template_is_named() -> None:
    assert read().template is None
    assert read(TEMPLATE=" /srv/ours.pptx ").template == Path("/srv/ours.pptx")


def test_a_blank_variable_counts_as_not_set() -> None:
    assert read(TOKEN="  ").token is None


def test_the_secrets_file_is_read_and_the_environment_goes_before_it(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('CALLYZER_TOKEN = "from the file"\nCALLYZER_COUNTRY = "DE"\nOTHER = 1\n')
    settings = Settings.read({"CALLYZER_COUNTRY": "at"}, secrets)
    assert (settings.token, settings.country) == ("from the file", "AT")


def test_a_secrets_file_that_is_no_toml_is_told_without_its_content(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text("CALLYZER_TOKEN = hush hush")
    with pytest.raises(SettingsError) as caught:
        Settings.read({}, secrets)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(("name", "value"), [
    ("API_VERSION", "v3"), ("BASE_URL", "api1.callyzer.co"), ("TIMEZONE", "Mars/Olympus"), ("TIMEZONE", "../etc"),
    ("REQUEST_INTERVAL", "two"), ("REQUEST_INTERVAL", "-1"), ("REQUEST_INTERVAL", "nan"), ("WEBHOOK_HEADER", "x: y"),
    ("READ_ONLY", "perhaps"), ("SANDBOX_DAYS", "0"), ("SANDBOX_DAYS", "1101"), ("SANDBOX_DAYS", "a week"),
    ("SANDBOX_DAYS", "²"), ("SANDBOX_DAYS", "00001"),
])
def test_a_setting_that_cannot_be_understood_names_itself(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(**{name: value})
    assert f"CALLYZER_{name}" in caught.value.sentence


def test_recordings_are_fetched_from_any_public_host_until_some_are_named() -> None:
    assert read().recording_hosts == ()
    assert read(RECORDING_HOSTS=" Media.example.com, cdn.example.net,").recording_hosts == (
        "media.example.com", "cdn.example.net")
    with pytest.raises(SettingsError, match="CALLYZER_RECORDING_HOSTS"):
        read(RECORDING_HOSTS="https://media.example.com/")


def test_without_a_mail_server_no_mail_is_set_up() -> None:
    settings = read()
    assert (settings.smtp_host, settings.smtp_port, settings.smtp_tls) == ("", 587, "starttls")
    assert settings.reports == Path("reports.toml")


def test_a_mail_server_has_its_usual_port_and_its_password_never_shows() -> None:
    settings = read(SMTP_HOST="Mail.example.com", SMTP_TLS="TLS", SMTP_USER="reports", SMTP_PASSWORD="hush",
                    SMTP_FROM="reports@example.com")
    assert (settings.smtp_host, settings.smtp_port, settings.smtp_tls) == ("mail.example.com", 465, "tls")
    assert (settings.smtp_user, settings.smtp_password) == ("reports", "hush")
    assert "hush" not in repr(settings)
    assert read(SMTP_HOST="localhost", SMTP_TLS="off", SMTP_PORT="2525", SMTP_FROM="a@localhost").smtp_port == 2525


@pytest.mark.parametrize(("given", "named"), [
    ({"SMTP_TLS": "maybe"}, "CALLYZER_SMTP_TLS must be one of starttls, tls, off"),
    ({"SMTP_TLS": "off", "SMTP_HOST": "mail.example.com", "SMTP_FROM": "a@b.example"}, "may be off only where"),
    ({"SMTP_HOST": "mail.example.com"}, "CALLYZER_SMTP_FROM must be the address"),
    ({"SMTP_FROM": "Reports <a@b.example>"}, "CALLYZER_SMTP_FROM must be the address"),
    ({"SMTP_PORT": "0"}, "CALLYZER_SMTP_PORT must be the number of a port"),
    ({"SMTP_PORT": "smtp"}, "CALLYZER_SMTP_PORT must be"), ({"SMTP_PORT": "99999"}, "CALLYZER_SMTP_PORT must be"),
])
def test_a_mail_server_that_cannot_be_meant_is_refused(given: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read(**given)
