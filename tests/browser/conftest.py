"""A phone in a real browser."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from tests.browser.test_page import CHROMIUM, OPTIONS


@pytest.fixture
async def phone() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield await browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
        await browser.close()
