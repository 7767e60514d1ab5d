"""The page of a comparison: what got faster and slower."""

from __future__ import annotations

from conftest import OpenPage
from documents import comparison
from playwright.sync_api import expect


def test_functions_are_sorted_by_what_has_changed(open_page: OpenPage):
    page = open_page(comparison())
    expect(page.locator(".summary")).to_contain_text("2.00 × faster")
    names = page.locator("tbody .name")
    expect(names).to_have_text(["kernel", "load", "old", "new", "main"])
    rows = page.locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("▼ −400 ms faster")
    expect(rows.nth(0)).to_contain_text("3.00 × faster")
    expect(rows.nth(1)).to_contain_text("▲ +40.0 ms slower")
    expect(rows.nth(1)).to_contain_text("1 → 3")
    expect(rows.nth(2)).to_contain_text("gone")
    expect(rows.nth(3)).to_contain_text("new")
    expect(rows.nth(4)).to_contain_text("same")


def test_cumulative_times_are_compared_on_demand(open_page: OpenPage):
    page = open_page(comparison())
    page.get_by_text("Cumulative", exact=True).click()
    expect(page.locator("tbody .name").first).to_have_text("kernel")
    expect(page.locator("tbody tr").first).to_contain_text("−550 ms")


def test_lines_side_by_side(open_page: OpenPage):
    page = open_page(comparison())
    page.get_by_role("button", name="lines").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.nth(2)).to_contain_text("−")
    expect(rows.nth(2)).to_contain_text("total += abs(z)")
    expect(rows.nth(3)).to_contain_text("▲ +148 ms")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()


def test_shares_where_one_has_no_clock(open_page: OpenPage):
    page = open_page(comparison(unit="share"))
    expect(page.locator("tbody tr").first).to_contain_text("%")


def test_nothing_in_common(open_page: OpenPage):
    page = open_page(comparison(functions=[], sources=[], wall=[None, None]))
    expect(page.locator(".empty")).to_be_visible()
    page.get_by_role("tab", name="Lines").click()
    expect(page.locator(".empty")).to_contain_text("hotloop profile --lines")
