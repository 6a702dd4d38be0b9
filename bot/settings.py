"""The settings of a running bot: from the environment, and from `.env` where that does not say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """Settings that are missing or wrong: one sentence each, with where to find the right one."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


_WHERE = {
    "slack_bot_token": 'SLACK_BOT_TOKEN begins with "xoxb-"; it is at api.slack.com/apps > your app > OAuth & Permissions.',
    "slack_app_token": 'SLACK_APP_TOKEN begins with "xapp-"; it is at api.slack.com/apps > your app > Basic Information > App-Level Tokens, with the scope connections:write.',
    "slack_signing_secret": "SLACK_SIGNING_SECRET is at api.slack.com/apps > your app > Basic Information > App Credentials.",
    "slack_api_url": 'SLACK_API_URL is the base of a Web API, such as "https://slack.com/api/"; leave it out for Slack itself.',
    "port": "PORT is a whole number from 0 to 65535.",
    "decisions_db": "DECISIONS_DB is the path of the database file.",
    "company_file": "COMPANY_FILE is the path of your company's file of prices, discounts and limits.",
    "broadcast_verdict": "BROADCAST_VERDICT is true or false.",
    "log_level": "LOG_LEVEL is one of debug, info, warning, error.",
}


# What each token looks like. One that does not cannot be right, and may not even be fit for a header.
_FORMS = {
    "slack_bot_token": re.compile(r"(xoxe\.)?xoxb-[!-~]+"),
    "slack_app_token": re.compile(r"xapp-[!-~]+"),
    "slack_signing_secret": re.compile(r"(?!xox|xapp-)[!-~]+"),
}


class CompanySettings(BaseSettings):
    """The one setting that counts for a verdict at the command line too, where the others need not be there or right."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8-sig", extra="ignore", hide_input_in_errors=True
    )

    company_file: Path | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _blank_is_missing(cls, value: Any, info: Any) -> Any:
        if isinstance(value, str) and not value.strip():
            return cls.model_fields[info.field_name].get_default()
        return value.strip() if isinstance(value, str) else value

    @field_validator("company_file")
    @classmethod
    def _company_from_home(cls, value: Path | None) -> Path | None:
        return None if value is None else value.expanduser()


class Settings(CompanySettings):
    """What the environment says. Secrets never show in a log or an error."""

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str | None = None
    decisions_db: Path = Path("decisions.db")
    port: int | None = Field(default=None, ge=0, le=65535)
    # Whether a verdict is shown in the channel as well as in its thread.
    broadcast_verdict: bool = False
    log_level: str = Field(default="info", pattern="^(?i:debug|info|warning|error)$")

    @field_validator("slack_api_url")
    @classmethod
    def _is_a_base(cls, value: str | None) -> str | None:
        if value is None:
            return None
        url = urlsplit(value)
        if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment:
            raise ValueError("not a base URL")
        return value if value.endswith("/") else value + "/"

    @field_validator("decisions_db")
    @classmethod
    def _from_home(cls, value: Path) -> Path:
        return value.expanduser()

    def secrets(self) -> tuple[str, ...]:
        """Every secret, so that a log can be kept free of them."""
        secrets = (self.slack_bot_token, self.slack_app_token, self.slack_signing_secret)
        return tuple(secret.get_secret_value() for secret in secrets if secret is not None)

    def problems(self) -> list[str]:
        """What keeps a bot with these settings from running."""
        problems = []
        if self.slack_bot_token is None:
            problems.append(f"SLACK_BOT_TOKEN is missing. {_WHERE['slack_bot_token']}")
        problems += [
            f"{name.upper()} holds something else. {_WHERE[name]}" for name in _FORMS if not self.looks_right(name)
        ]
        if self.slack_app_token is None and self.port is None:
            problems.append(
                f"Neither SLACK_APP_TOKEN (Socket Mode) nor PORT (HTTP) is set; one is needed. {_WHERE['slack_app_token']}"
            )
        if self.slack_app_token is None and self.port is not None and self.slack_signing_secret is None:
            problems.append(
                f"SLACK_SIGNING_SECRET is missing, without which HTTP requests cannot be verified. {_WHERE['slack_signing_secret']}"
            )
        return problems

    def looks_right(self, name: str) -> bool:
        """Whether a secret has the form it should have, or is not there at all."""
        secret: SecretStr | None = getattr(self, name)
        return secret is None or _FORMS[name].fullmatch(secret.get_secret_value()) is not None


def load_settings() -> Settings:
    """The settings, whether or not a bot can run with them. Raises SettingsError for a value that cannot be read."""
    return _loaded(Settings)


def company_file() -> Path | None:
    """The company's file that COMPANY_FILE names, None without one. Raises SettingsError for a value that cannot be read."""
    return _loaded(CompanySettings).company_file


_S = TypeVar("_S", bound=CompanySettings)


def _loaded(kind: type[_S]) -> _S:
    try:
        return kind()
    except ValidationError as error:
        names = dict.fromkeys(
            str(detail["loc"][0]).lower() for detail in error.errors(include_input=False, include_url=False)
        )
        raise SettingsError(
            [f"{name.upper()} cannot be read. {_WHERE.get(name, '')}".strip() for name in names]
        ) from None
    except UnicodeDecodeError:
        raise SettingsError([".env is not UTF-8 text."]) from None
    except OSError as error:
        raise SettingsError([f".env cannot be read ({error.strerror})."]) from None
