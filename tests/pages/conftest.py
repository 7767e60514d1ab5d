"""A browser in which pages are opened as a reader opens them, from a file.

    page = open_page(document)          # a Page of Playwright; errors, warnings and requests of it fail the test

Debian's chromium: what Playwright would download is not needed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hotloop import _pages

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

OpenPage = Callable[..., Page]

# A machine that does much else may need long for what takes a moment.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Waits until it holds. Asked from here: what Playwright evaluates in the page to wait there its policy forbids."""
    waited = 0
    while not holds():
        assert waited < PATIENCE
        page.wait_for_timeout(50)
        waited += 50


# Of a module, not of the session: as long as Playwright is there a loop of asyncio runs, and no test can begin another.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no chromium for the tests of the pages: scripts/setup.sh installs it"
    with sync_playwright() as playwright:
        # Root has no sandbox to put it into; what it opens is our own.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Opens a document as a page: `fragment` is what stands behind the #, `scheme` "light" or "dark"."""
    troubles: list[str] = []
    contexts = []

    def open_it(
        document: dict[str, Any], fragment: str = "", viewport: dict[str, int] = DESKTOP, scheme: str = "light"
    ) -> Page:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(_pages.render(document), "utf-8")
        context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda message: troubles.append(f"{message.type}: {message.text}"))
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        # The page itself is the only thing that may be asked for.
        page.on("request", lambda asked: asked.url == file.as_uri() or troubles.append(f"request: {asked.url}"))
        page.goto(f"{file.as_uri()}#{fragment}")
        return page

    open_it.troubles = troubles  # for tests that expect some
    yield open_it
    for context in contexts:
        context.close()
    assert troubles == []
