"""The page of a comparison: what got faster and slower."""

from __future__ import annotations

from conftest import PHONE, OpenPage
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


def test_lines_fit_on_a_phone(open_page: OpenPage):
    document = comparison()
    document["sources"][0]["rows"][1]["text"] += "  # and a long remark on what the next line is about"
    page = open_page(document, "view=lines", viewport=PHONE)
    rows = page.locator("tbody tr")
    # Figures stand below the text.
    expect(rows.nth(1).locator(".code-cell")).to_contain_text("99.0 ms → 50.0 ms ▼ −49.0 ms")
    expect(rows.nth(1)).to_contain_text("about")
    widths = page.evaluate("[...document.querySelectorAll('.scroll')].map((one) => [one.scrollWidth, one.clientWidth])")
    assert widths and all(needed <= given for needed, given in widths), widths


def test_machine_code_is_compared_by_whole_loops(open_page: OpenPage):
    """Its time is in the first line of the loop, and would be slower there than CPython was in this line alone."""
    document = comparison()
    source = document["sources"][0]
    source["machine_code"] = [[], [[4, 5]]]
    source["rows"][3]["b"] = {"hits": 10, "time": None}
    page = open_page(document, "view=lines")
    expect(page.locator("article")).to_contain_text(
        "In after.json lines 4 to 5 ran as machine code, whose time is in line 4: there the change is that of the whole"
    )
    rows = page.locator("tbody tr")
    expect(rows.nth(1).get_by_role("cell").nth(4)).to_contain_text("▼ −747 ms")
    expect(rows.nth(1)).to_contain_text("whole loop: 797 ms → 50.0 ms")
    expect(rows.nth(3)).to_contain_text("in the first line of the loop")
    for row in (2, 3):
        expect(rows.nth(row).locator(".change")).to_have_count(0)
    expect(rows.nth(4).get_by_role("cell").nth(4)).to_have_text("0 the same")


def test_a_function_without_lines_says_so(open_page: OpenPage):
    page = open_page(comparison(), "view=lines&function=2")
    expect(page.locator(".warning")).to_contain_text("No lines of main were counted")
    # There is nothing to be searched here.
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.get_by_role("tab", name="Functions").click()
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_shares_where_one_has_no_clock(open_page: OpenPage):
    page = open_page(comparison(unit="share"))
    expect(page.locator("tbody tr").first).to_contain_text("%")


def test_nothing_in_common(open_page: OpenPage):
    page = open_page(comparison(functions=[], sources=[], wall=[None, None]))
    expect(page.locator(".empty")).to_be_visible()
    page.get_by_role("tab", name="Lines").click()
    expect(page.locator(".empty")).to_contain_text("hotloop profile --lines")
