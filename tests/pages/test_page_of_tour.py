"""The page of the tour: tables, charts, the picture, the steps."""

from __future__ import annotations

import base64

from conftest import PHONE, OpenPage, until
from documents import tour
from playwright.sync_api import expect


def test_tables_by_group(open_page: OpenPage):
    page = open_page(tour())
    table = page.get_by_role("grid", name="one core")
    expect(table.locator("tbody tr")).to_have_count(6)
    table.get_by_role("columnheader", name="Time").get_by_role("button").click()
    expect(table.locator("tbody .tool").first).to_have_text("CPython")
    table.get_by_role("columnheader", name="Time").get_by_role("button").click()
    expect(table.locator("tbody .tool").first).to_have_text("hotloop")
    # What has no time stands last in either order.
    expect(table.locator("tbody .tool").last).to_have_text("PyPy")
    expect(table.locator("tbody tr").last).to_contain_text("missing")
    expect(page.get_by_role("img", name="Times of one core")).to_be_visible()


def test_a_long_address_in_a_note_fits_on_a_phone(open_page: OpenPage):
    document = tour()
    command = ".venv-peers/bin/pip install git+https://github.com/shedskin/shedskin"
    document["groups"][0]["rows"][4]["note"] = f"not installed: {command}"
    page = open_page(document, viewport=PHONE)
    expect(page.get_by_role("grid", name="one core")).to_contain_text(command)
    widths = page.evaluate("[...document.querySelectorAll('.scroll')].map((one) => [one.scrollWidth, one.clientWidth])")
    assert all(needed <= given for needed, given in widths), widths


def test_a_bar_selects_its_row(open_page: OpenPage):
    page = open_page(tour())
    chart = page.get_by_role("img", name="Times of one core")
    # The first bar: the slowest.
    chart.click(position={"x": 340, "y": 16})
    expect(page.locator("tr[aria-selected=true]")).to_contain_text("pure_python.py")


def test_the_picture_follows_its_slider(open_page: OpenPage):
    document = tour()
    page = open_page(document, "view=picture")
    slider = page.get_by_role("slider")
    expect(page.locator(".picture")).to_contain_text("the sum that each tool must give")
    before = page.locator("canvas").screenshot()
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("output")).to_have_text("1 iterations")
    expect(slider).to_have_attribute("aria-valuetext", "1 iterations: 2,150 of 2,400 points (89.6 %) have not escaped")
    page.keyboard.press("ArrowRight")
    expect(page.locator("output")).to_have_text("2 iterations")
    until(page, lambda: page.locator("canvas").screenshot() != before)
    page.get_by_role("button", name="As a table").click()
    expect(page.get_by_role("table", name="Points by their iterations")).to_be_visible()


def test_iterations_of_32_bits(open_page: OpenPage):
    packed = b"".join(n.to_bytes(4, "little") for n in [0, 5, 70_000, 100_000])
    picture = {"columns": 2, "rows": 2, "maxiter": 100_000, "bits": 32, "iterations": base64.b64encode(packed).decode()}
    page = open_page(tour(picture=picture), "view=picture")
    expect(page.locator(".picture strong")).to_have_text("70,005")


def test_steps_have_commands_that_can_be_copied(open_page: OpenPage):
    page = open_page(tour(), "view=steps")
    expect(page.locator(".step")).to_have_count(2)
    expect(page.get_by_role("region", name="Output of Which function takes the time?")).to_contain_text("calculate_z")
    # It says so for a moment only.
    page.evaluate("""() => {
        const button = document.querySelector(".command button");
        window.labels = [];
        new MutationObserver(() => labels.push(button.textContent)).observe(
            button, { characterData: true, childList: true, subtree: true });
    }""")
    page.get_by_role("button", name="Copy").first.click()
    until(page, lambda: "Copied" in page.evaluate("labels"))
    page.get_by_role("navigation", name="Steps").get_by_role("button", name="Which of its lines?").press("Enter")
    expect(page.get_by_role("heading", name="Which of its lines?")).to_be_focused()


def test_what_is_missing_can_be_installed(open_page: OpenPage):
    page = open_page(tour(), "view=tools")
    row = page.locator("tr", has_text="pypy3")
    expect(row).to_contain_text("another Python")
    expect(row).to_contain_text("not installed")
    expect(row.locator("code")).to_have_text("apt-get install pypy3")


def test_the_machine_is_told_in_words(open_page: OpenPage):
    document = tour()
    document["machine"]["later_thing"] = "known to a later version"
    page = open_page(document, "view=tools")
    machine = page.locator("dl.machine")
    expect(machine.locator("dt")).to_have_text(
        [
            "Processor",
            "Cores that were used",
            "Vector instructions",
            "Python",
            "LLVM, which makes hotloop's machine code",
            "System",
            "later thing",
        ]
    )


def test_a_tour_with_nothing_in_it(open_page: OpenPage):
    page = open_page(tour(groups=[], steps=[], picture=None, peers=[], machine={}))
    for tab in page.get_by_role("tab").all()[1:]:
        tab.click()
        expect(page.locator(".empty").first).to_be_visible()
