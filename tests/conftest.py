"""Fixtures and settings of all tests."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from pricing import catalogue

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("default")


@pytest.fixture(scope="session")
def facts() -> catalogue.Catalogue:
    return catalogue.load()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
