"""The page of a profile: what is selected in one view is selected in all."""

from __future__ import annotations

from documents import profile
from playwright.sync_api import expect


def test_opens_with_the_square_map(open_page):
    page = open_page(profile())
    expect(page.get_by_role("heading", name="hotloop profile work.py")).to_be_visible()
    expect(page.get_by_role("tab", name="Square map")).to_have_attribute("aria-selected", "true")
    expect(page.locator("canvas")).to_be_visible()
