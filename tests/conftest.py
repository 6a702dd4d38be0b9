"""Fixtures and settings of all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from pricing import loading
from pricing.catalogue import Catalogue
from tests.helpers import examples


def _is_slow_tier(config: pytest.Config) -> bool:
    return str(config.option.markexpr) == "slow"


def pytest_configure(config: pytest.Config) -> None:
    # What a developer's own company pays is no part of what is expected here.
    os.environ.pop("COMPANY_FILE", None)
    examples.register()
    settings.load_profile("full-size" if _is_slow_tier(config) else "usual")


@pytest.hookimpl(tryfirst=True)  # before pytest lets go of what `-m` does not name
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the slow tier every property is tried once more, at full size."""
    if _is_slow_tier(config):
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker("slow")


@pytest.fixture(scope="session")
def facts() -> Catalogue:
    return loading.load()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
