import pytest

from core.catalog.models import Category
from core.settings import settings
from tests.factories.imports import a_desk


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
async def desk(session):
    return await a_desk(session)


@pytest.fixture
async def bowls(session):
    category = Category(slug="bowls", name="Bowls")
    session.add(category)
    await session.flush()
    return category
