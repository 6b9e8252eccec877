"""Which source of a setting wins, and what is refused."""

import re
from pathlib import Path

import pytest

from escalation.settings import Settings as ApplicationSettings
from launch.dotfile import SECRETS
from launch.fault import LaunchFault
from launch.settings import DEFAULTS, DERIVED, check_with_application, resolve

ROOT = Path("/somewhere/checkout")
CHECKOUT = Path(__file__).resolve().parents[2]
OF_RASA_SERVER = ("RASA_DATABASE_URL", "LOG_LEVEL", "WEIGHTS")


def test_defaults_hold_where_nothing_is_said() -> None:
    settings = resolve(ROOT, {}, {})
    assert (settings.port, settings.rasa_port, settings.actions_port) == (8000, 8001, 8002)
    assert settings.host == "127.0.0.1"
    assert settings.var == ROOT / "var"
    assert settings.environment["DATABASE_URL"] == "sqlite:////somewhere/checkout/var/escalation.db"


def test_the_file_wins_over_defaults_and_the_environment_over_the_file() -> None:
    dotfile = {"PORT": "9000", "VAR": "data"}
    assert resolve(ROOT, {}, dotfile).port == 9000
    settings = resolve(ROOT, {"PORT": "9500"}, dotfile)
    assert (settings.port, settings.var) == (9500, ROOT / "data")


def test_a_setting_left_empty_is_a_setting_not_given() -> None:
    settings = resolve(ROOT, {"PORT": "", "RASA_PORT": "", "DATABASE_URL": ""}, {"PORT": "9000"})
    assert (settings.port, settings.rasa_port) == (9000, 9001)
    assert settings.environment["DATABASE_URL"].startswith("sqlite:")


def test_the_other_ports_and_the_database_follow_port_and_folder() -> None:
    settings = resolve(ROOT, {"PORT": "8123", "VAR": "/data/one"}, {})
    assert (settings.rasa_port, settings.actions_port) == (8124, 8125)
    assert settings.environment["DATABASE_URL"] == "sqlite:////data/one/escalation.db"


def test_parts_are_given_every_setting_and_whatever_else_was_set() -> None:
    given = resolve(ROOT, {"PATH": "/bin"}, {"RASA_SECRET": "s", "TEAMS_APP": "t"}).environment
    assert given["RASA_SECRET"] == "s" and given["TEAMS_APP"] == "t" and given["PATH"] == "/bin"
    assert given["RASA_TELEMETRY_ENABLED"] == "false"
    assert {*DEFAULTS, *DERIVED} <= set(given)


@pytest.mark.parametrize(
    "name, value",
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("PORT", "65535"),  # there is none left for the other parts
        ("RASA_PORT", "8000"),
        ("ACTIONS_PORT", "x"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_one_line_naming_the_setting(name: str, value: str) -> None:
    with pytest.raises(LaunchFault) as caught:
        resolve(ROOT, {}, {name: value})
    assert re.search(rf"\b({name}|RASA_PORT)\b", str(caught.value)) and "\n" not in str(caught.value)


def test_a_computer_wide_address_is_reached_over_this_computer() -> None:
    assert resolve(ROOT, {"HOST": "0.0.0.0"}, {}).address == "http://127.0.0.1:8000"
    assert resolve(ROOT, {"HOST": "::1"}, {}).address == "http://[::1]:8000"


@pytest.mark.parametrize(
    "name, value",
    [("TURN_SECONDS", "soon"), ("TURN_SECONDS", "0"), ("MESSAGE_LIMIT", "-5"), ("MESSAGE_LIMIT", "x")],
)
def test_what_the_application_will_not_take_is_refused_in_one_line(name: str, value: str) -> None:
    settings = resolve(ROOT, {}, {**dict.fromkeys(SECRETS, "s" * 43), name: value})
    with pytest.raises(LaunchFault, match=rf"^{name} cannot be used: [^\n]+$"):
        check_with_application(settings)


@pytest.mark.parametrize(
    "given, wrong, words",
    [
        ({"SMTP_HOST": "mail", "MAIL_FROM": "a@example.org"}, "SMTP_HOST", "it needs PUBLIC_ADDRESS as well"),
        ({"SMTP_HOST": "mail", "PUBLIC_ADDRESS": "https://x.example"}, "MAIL_FROM", "it is needed where SMTP_HOST"),
        ({"MAIL_FROM": "a@example.org, b@example.org"}, "MAIL_FROM", "it must be one e-mail address"),
        ({"MAIL_FROM": "a@example.org\r\nBcc: b@example.org"}, "MAIL_FROM", "it must be one e-mail address"),
        ({"SMTP_PASSWORD": "hunter2"}, "SMTP_PASSWORD", "SMTP_USER and SMTP_PASSWORD are set together"),
        ({"SMTP_USER": "u"}, "SMTP_PASSWORD", "SMTP_USER and SMTP_PASSWORD are set together"),
        (
            {"SMTP_USER": "u", "SMTP_PASSWORD": "hunter2", "SMTP_SECURITY": "none"},
            "SMTP_PASSWORD",
            "it would go over an open line",
        ),
        ({"SMTP_SECURITY": "ssl"}, "SMTP_SECURITY", "input should be"),
        ({"SMTP_PORT": "0x19"}, "SMTP_PORT", "input should be"),
        ({"PUBLIC_ADDRESS": "escalation.example.org"}, "PUBLIC_ADDRESS", "string should match"),
        ({"PUBLIC_ADDRESS": "javascript://x"}, "PUBLIC_ADDRESS", "string should match"),
        ({"REMINDER_SECONDS": "0"}, "REMINDER_SECONDS", "input should be greater than 0"),
    ],
)
def test_settings_of_the_reminders_are_checked_together_and_no_value_is_said(
    given: dict[str, str], wrong: str, words: str
) -> None:
    settings = resolve(ROOT, {}, {**dict.fromkeys(SECRETS, "s" * 43), **given})
    with pytest.raises(LaunchFault, match=rf"^{wrong} cannot be used: {words}[^\n]*$") as caught:
        check_with_application(settings)
    assert "hunter2" not in str(caught.value)


def test_sound_settings_are_taken() -> None:
    check_with_application(resolve(ROOT, {}, dict.fromkeys(SECRETS, "s" * 43)))
    mail = {
        "SMTP_HOST": "mail",
        "PUBLIC_ADDRESS": "https://escalation.example.org/",
        "MAIL_FROM": "e@example.org",
        "SMTP_USER": "u",
        "SMTP_PASSWORD": "p",
    }
    check_with_application(resolve(ROOT, {}, {**dict.fromkeys(SECRETS, "s" * 43), **mail}))


def test_the_example_file_names_every_setting_with_its_default() -> None:
    example = (CHECKOUT / ".env.example").read_text()
    named = dict(re.findall(r"^# ([A-Z_]+)=(.*)$", example, flags=re.MULTILINE))
    fields = {name.upper(): field.default for name, field in ApplicationSettings.model_fields.items()}
    assert set(named) == ({*DEFAULTS, *DERIVED, *OF_RASA_SERVER} | set(fields)) - set(SECRETS)
    assert all(secret in example for secret in SECRETS)
    for name, default in fields.items():
        if name in named and default:  # those without one follow from other settings
            said = CHECKOUT / named[name] if isinstance(default, Path) else named[name]
            assert str(said) == str(default), name
