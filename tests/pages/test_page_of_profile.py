"""The page of a profile: what is selected in one view is selected in all, by mouse and by keys."""

from __future__ import annotations

import re

import pytest
from conftest import PHONE, OpenPage
from documents import large_profile, profile
from playwright.sync_api import Page, expect


def said(page: Page, text: str) -> None:
    """The live region says it."""
    expect(page.get_by_role("status")).to_contain_text(text)


def panel(page: Page):
    return page.get_by_role("complementary", name="Selected function")


def test_opens_with_the_square_map(open_page: OpenPage):
    page = open_page(profile())
    expect(page.get_by_role("heading", name="hotloop profile work.py")).to_be_visible()
    expect(page).to_have_title("hotloop profile work.py – hotloop")
    expect(page.get_by_role("tab", name="Square map")).to_have_attribute("aria-selected", "true")
    expect(page.locator("canvas")).to_be_visible()
    expect(page.get_by_label("What the colours mean")).to_contain_text("the program's own")


@pytest.mark.parametrize("view", ["map", "flame"])
def test_a_click_zooms_in_and_the_path_leads_back(open_page: OpenPage, view: str):
    page = open_page(profile(), f"view={view}")
    chart = page.get_by_role("application")
    # kernel, which main has called, and which takes four fifths: below main and its thread.
    chart.click(position={"x": 200, "y": 55})
    path = page.get_by_label("Path to what is shown")
    expect(path.get_by_role("button")).to_have_text(["MainThread", "main", "kernel"])
    expect(panel(page)).to_contain_text("600 ms")
    expect(page).to_have_url(re.compile("function=1"))
    path.get_by_role("button", name="main", exact=True).click()
    expect(path.get_by_role("button")).to_have_text(["MainThread", "main"])


def labels(page: Page) -> list[str]:
    """What is written in the boxes of a chart, by having it drawn anew in the other theme."""
    page.evaluate("""() => {
        const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.clearRect = function (...place) {
            window.drawn = [];
            return clearRect.apply(this, place);
        };
        CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
            window.drawn.push(text);
            return fillText.call(this, text, ...place);
        };
    }""")
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_role("application")).to_have_attribute("data-drawn", re.compile("dark"))
    return sorted(page.evaluate("window.drawn"))


@pytest.mark.parametrize("view", ["map", "flame"])
def test_a_box_without_room_for_a_label_has_none_left_over(open_page: OpenPage, view: str):
    small = {"width": 600, "height": 900}
    fresh = open_page(large_profile(3000, 50), f"view={view}", viewport=small)
    place = fresh.get_by_role("application")
    expect(place).to_have_attribute("data-drawn", re.compile("light"))
    size = place.get_attribute("data-drawn")
    # Boxes that had room for labels have none once the window is small.
    page = open_page(large_profile(3000, 50), f"view={view}")
    page.set_viewport_size(small)
    expect(page.get_by_role("application")).to_have_attribute("data-drawn", size)
    found = labels(page)
    assert found == labels(fresh) and found


@pytest.mark.parametrize("view", ["map", "flame"])
def test_pointing_tells_calls_and_times(open_page: OpenPage, view: str):
    page = open_page(profile(), f"view={view}")
    page.get_by_role("application").hover(position={"x": 200, "y": 55})
    hint = page.locator(".hint")
    expect(hint).to_contain_text("kernel")
    expect(hint).to_contain_text("/home/me/work.py:3")
    expect(hint).to_contain_text("600 ms · 60.0 %")
    expect(hint).to_contain_text("800 ms · 80.0 %")


@pytest.mark.parametrize("view", ["map", "flame"])
def test_keys_walk_through_a_chart(open_page: OpenPage, view: str):
    page = open_page(profile(), f"view={view}")
    chart = page.get_by_role("application")
    chart.focus()
    for key, text in [
        ("ArrowDown", "main, work.py:20, 1 call,"),
        ("ArrowDown", "kernel, work.py:3, 2 calls, 800 ms in all (80.0 %), 600 ms of its own"),
        ("ArrowRight", "load, work.py:14"),
        ("ArrowLeft", "kernel"),
        ("ArrowUp", "main"),
    ]:
        chart.press(key)
        said(page, text)
    chart.press("ArrowDown")
    chart.press("Enter")
    path = page.get_by_label("Path to what is shown").get_by_role("button")
    expect(path).to_have_count(3)
    chart.press("Escape")
    expect(path).to_have_count(2)
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("kernel")


def test_a_flame_graph_may_grow_upwards(open_page: OpenPage):
    page = open_page(profile(), "view=flame")
    page.get_by_role("button", name="From the bottom up").click()
    chart = page.get_by_role("application")
    chart.focus()
    chart.press("ArrowUp")
    said(page, "main")
    chart.press("ArrowDown")
    said(page, "MainThread")


def test_a_chart_has_a_table_in_its_place(open_page: OpenPage):
    page = open_page(profile())
    page.get_by_role("button", name="As a table").click()
    expect(page.locator("canvas")).to_have_count(0)
    rows = page.get_by_role("grid").locator("tbody tr")
    expect(rows).to_have_count(1)
    rows.first.press("Enter")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("kernel")


def test_the_search_is_in_all_views(open_page: OpenPage):
    page = open_page(profile())
    page.keyboard.press("/")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.type("KERN")
    expect(page.locator(".search-found")).to_have_text("1 found · 80.0 % of the time")
    page.get_by_role("tab", name="Functions").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    search.fill("no such function")
    expect(page.locator(".empty")).to_contain_text("no such function")
    search.press("Escape")
    expect(page.locator("tbody tr")).to_have_count(5)


def test_tables_are_sorted_by_their_headings(open_page: OpenPage):
    page = open_page(profile(), "view=functions")
    names = page.locator("tbody .name")
    expect(names).to_have_text(["kernel", "abs", "loads", "load", "main"])
    cumulative = page.get_by_role("columnheader", name="Cumulative")
    cumulative.get_by_role("button").click()
    expect(cumulative).to_have_attribute("aria-sort", "descending")
    expect(names.first).to_have_text("main")
    cumulative.get_by_role("button").click()
    expect(cumulative).to_have_attribute("aria-sort", "ascending")
    expect(names.first).to_have_text("loads")
    page.get_by_role("columnheader", name="Function").get_by_role("button").click()
    expect(names).to_have_text(["abs", "kernel", "load", "loads", "main"])


def test_arrows_walk_through_a_table(open_page: OpenPage):
    page = open_page(profile(), "view=functions")
    rows = page.locator("tbody tr")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(rows.last).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(rows.first).to_have_attribute("aria-selected", "true")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("kernel")


def test_what_is_selected_is_selected_everywhere(open_page: OpenPage):
    page = open_page(profile(), "view=functions")
    page.locator("tbody tr", has_text="load").nth(1).click()
    expect(panel(page)).to_contain_text("/home/me/work.py:14")
    page.get_by_role("tab", name="Flame graph").click()
    chart = page.get_by_role("application")
    chart.focus()
    # load is where the arrows go on from.
    chart.press("ArrowDown")
    said(page, "loads, __init__.py:299")
    panel(page).get_by_role("button", name="load 1×").click()
    page.get_by_role("tab", name="Source").click()
    expect(page.locator("article h2")).to_have_text("load")


def test_callers_and_callees(open_page: OpenPage):
    page = open_page(profile(), "view=functions&function=1")
    expect(panel(page)).to_contain_text("Called by")
    panel(page).get_by_role("button", name="abs").click()
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("<built-in method builtins.abs>")
    expect(panel(page).get_by_role("button", name="kernel")).to_be_visible()


def test_a_link_opens_what_it_was_made_of(open_page: OpenPage):
    page = open_page(profile(), "view=flame&function=2&node=3&zoom=2&search=abs")
    expect(page.get_by_role("tab", name="Flame graph")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_label("Path to what is shown").get_by_role("button")).to_have_count(3)
    expect(page.get_by_role("searchbox")).to_have_value("abs")
    expect(panel(page)).to_contain_text("builtins.abs")


def test_a_link_of_another_profile_opens_too(open_page: OpenPage):
    page = open_page(profile(), "view=nothing&function=99&node=-7&zoom=1e9&source=12&line=x&order=what")
    expect(page.locator("canvas")).to_be_visible()


def test_lines_unfold(open_page: OpenPage):
    page = open_page(profile(), "view=source&function=1")
    expect(page.locator(".verdict")).to_contain_text("partly compiled")
    line = page.locator("#line-6")
    expect(line).to_contain_text("698 ms")
    expect(line).to_contain_text("140 µs")
    expect(line).to_contain_text("8 lanes, 2 threads")
    line.click()
    unfolded = page.locator(".unfolded")
    expect(unfolded).to_contain_text("LOAD_FAST")
    expect(unfolded).to_contain_text("zcomplex")
    expect(page.get_by_role("region", name="IR")).to_have_text("%2 = abs %1\n%3 = add %2, %0", use_inner_text=True)
    expect(page.get_by_role("region", name="Machine code")).to_have_text("vsqrtpd\n…\nvaddpd", use_inner_text=True)
    line.press("Escape")
    expect(unfolded).to_have_count(0)
    line.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(unfolded).to_contain_text("kept in CPython by a yield")
    expect(unfolded).to_contain_text("Instead: return a list")
    page.get_by_role("button", name="Machine code").click()
    expect(page.get_by_role("region", name="Machine code")).to_be_visible()


def test_a_line_of_machine_code_has_hits_and_no_time(open_page: OpenPage):
    document = profile()
    document["sources"][0]["lines"][2].update(hits=1_998_977, time=None)
    page = open_page(document, "view=source")
    page.locator("tr[data-row]").nth(2).click()
    expect(page.locator(".unfolded")).to_contain_text("1,998,977 hits; their time is in the first line of the loop.")


def test_a_loop_of_machine_code_says_where_its_time_is(open_page: OpenPage):
    document = profile()
    source = document["sources"][0]
    source["machine_code"] = [[5, 6]]
    header = "Lines 5 to 6 ran as machine code, whose time is in line 5."
    page = open_page(document, "view=source&line=6")
    # Some of it was CPython's, which is no time per hit.
    expect(page.locator("article header")).to_contain_text(f"{header} The times of other lines there are CPython's")
    expect(page.locator("#line-6")).not_to_contain_text("140 µs")
    expect(page.locator(".unfolded")).to_contain_text("in CPython it was 698 ms")
    source["lines"][3]["time"] = None
    page = open_page(document, "view=source")
    expect(page.locator("article header")).to_contain_text(header)
    expect(page.locator("article header")).not_to_contain_text("CPython's")
    expect(page.locator("#line-6")).to_contain_text("in the first line of the loop")


def test_what_has_no_lines_says_what_to_do(open_page: OpenPage):
    document = profile(about=[["Program", "work.py 7"]])
    page = open_page(document, "view=source&function=2")
    shown = page.get_by_role("tabpanel")
    expect(shown.get_by_role("heading")).to_have_text("No lines of abs")
    expect(shown).to_contain_text("It is not written in Python (built in): its time is in the lines that call it.")
    shown.get_by_role("button", name="kernel").click()
    expect(shown.get_by_role("heading", name="kernel")).to_be_visible()
    page = open_page(document, "view=source&function=0")
    expect(shown := page.get_by_role("tabpanel")).to_contain_text("They were not counted in this run.")
    expect(shown.locator("code")).to_have_text("hotloop profile --lines main --html profile.html work.py 7")
    page.get_by_role("combobox").select_option(label="load, 190 ms")
    expect(shown.get_by_role("heading", name="load")).to_be_visible()
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("load")


def test_what_is_selected_is_what_has_its_lines_shown(open_page: OpenPage):
    page = open_page(profile(), "view=source&function=3")
    expect(page.get_by_role("tabpanel").get_by_role("heading", name="load")).to_be_visible()


def test_what_has_no_lines_fits_on_a_phone(open_page: OpenPage):
    document = profile()
    document["functions"]["name"][1] = document["sources"][0]["name"] = (
        "kernel_with_a_name_that_is_rather_long_and_more"
    )
    page = open_page(document, "view=source&function=2", viewport=PHONE)
    expect(page.get_by_role("tabpanel").get_by_role("button")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_machine_code_has_the_lines_of_its_function(open_page: OpenPage):
    document = profile()
    document["functions"]["name"][2] = "loop [compiled] in kernel"
    document["functions"]["file"][2] = "/home/me/work.py"
    document["functions"]["kind"][2] = "compiled"
    page = open_page(document, "view=functions&function=2")
    panel(page).get_by_role("button", name="Show its lines").click()
    expect(page.get_by_role("tabpanel").get_by_role("heading", name="kernel")).to_be_visible()


def test_source_fits_on_a_phone(open_page: OpenPage):
    document = profile()
    document["sources"][0]["lines"][3]["text"] += "  # and a long remark on what the next line is about"
    page = open_page(document, "view=source", viewport=PHONE)
    expect(page.locator("#line-6")).to_contain_text("about")
    widths = page.evaluate("[...document.querySelectorAll('.scroll')].map((one) => [one.scrollWidth, one.clientWidth])")
    assert widths and all(needed <= given for needed, given in widths), widths


def test_what_has_no_file_has_its_name_whole(open_page: OpenPage):
    """Also what hotloop itself takes says what that is."""
    document = profile()
    document["functions"]["file"][3] = "<script>alert(1)</script>"
    document["functions"]["name"][2] = "<hotloop>"
    page = open_page(document, "view=functions")
    table = page.get_by_role("tabpanel")
    expect(table).to_contain_text("<script>alert(1)</script>:14")
    expect(table).to_contain_text("hotloop: watching loops, compiling, copying lists")


def test_sources_that_have_changed_say_so(open_page: OpenPage):
    document = profile()
    document["sources"][0] |= {"state": "changed", "since": 30_000_000}
    document["sources"][1] |= {"state": "gone"}
    page = open_page(document, "view=source")
    expect(page.locator(".warning")).to_contain_text("changed since the run")
    expect(page.locator("article header")).to_contain_text("30.0 ms after the start")
    page.get_by_role("combobox").select_option(index=1)
    expect(page.locator(".warning")).to_contain_text("gone")


def test_a_profile_without_a_tree_begins_with_its_functions(open_page: OpenPage):
    page = open_page(profile(tree=None, threads=[], notes=["Made by cProfile: it has no call tree and no lines."]))
    expect(page.get_by_role("list", name="Notes")).to_contain_text("no call tree")
    expect(page.get_by_role("tab").first).to_have_text("Functions")
    page.get_by_role("tab", name="Square map").click()
    expect(page.locator(".empty")).to_contain_text("hotloop profile --html")


def test_a_profile_of_lines_only(open_page: OpenPage):
    nothing = [None] * 5
    figures = {name: nothing for name in ("calls", "primitive", "own")} | {"cumulative": [0, 800_000_000, 0, 0, 0]}
    page = open_page(profile(tree=None, figures=figures, callers={}), "view=source")
    expect(page.locator("#line-6")).to_contain_text("698 ms")
    expect(panel(page).locator(".figures dd")).to_have_text(["–", "–", "800 ms"])
    page.get_by_role("tab", name="Functions").click()
    expect(page.locator("tbody tr").first).to_contain_text("–")


def test_a_view_that_cannot_be_shown_says_so_in_its_place(open_page: OpenPage):
    document = profile()
    del document["sources"][0]["lines"]
    page = open_page(document, "view=source")
    expect(page.locator(".empty")).to_contain_text("cannot be shown")
    page.get_by_role("tab", name="Functions").click()
    expect(page.locator("tbody tr")).to_have_count(5)
    assert any("TypeError" in trouble for trouble in open_page.troubles)
    open_page.troubles.clear()


def test_samples_are_no_calls(open_page: OpenPage):
    page = open_page(profile(mode="samples"), "view=functions")
    expect(page.get_by_role("columnheader", name="Samples")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Per call")).to_have_count(0)
    expect(panel(page)).to_be_visible()


def test_only_what_must_be_there(open_page: OpenPage):
    empty: dict = {
        "kind": "profile",
        "title": "nothing",
        "functions": {"name": [], "file": [], "line": [], "kind": []},
        "figures": {"calls": [], "primitive": [], "own": [], "cumulative": []},
    }
    page = open_page(empty)
    for tab in page.get_by_role("tab").all():
        tab.click()
        expect(page.locator(".empty")).to_be_visible()


def test_several_threads_have_one_root(open_page: OpenPage):
    document = profile()
    for column, values in document["tree"].items():
        values += {"parent": [-1, 6], "function": [-1, 4], "calls": [0, 3], "own": [0, 500_000_000]}[column]
    document["threads"].append({"name": "Worker", "process": 2, "root": 6, "wall": 500_000_000})
    page = open_page(document)
    page.get_by_role("button", name="As a table").click()
    expect(page.locator("tbody .name")).to_have_text(["MainThread of process 1", "Worker of process 2"])


def test_calls_that_were_too_small_are_in_no_table(open_page: OpenPage):
    document = profile()
    document["functions"]["name"][4] = "(smaller calls)"
    page = open_page(document, "view=functions")
    expect(page.locator("tbody tr")).to_have_count(4)


@pytest.mark.parametrize("view", ["map", "flame"])
def test_a_deep_recursion(open_page: OpenPage, view: str):
    depth = 3000
    document = profile()
    document["tree"] = {
        "parent": list(range(-1, depth - 1)),
        "function": [-1] + [1] * (depth - 1),
        "calls": [1] * depth,
        "own": [1_000_000] * depth,
    }
    page = open_page(document, f"view={view}&node=2500&zoom=2400")
    expect(page.get_by_label("Path to what is shown")).to_contain_text("2394 more")
    if view == "flame":
        expect(page.locator(".chart")).to_contain_text("more than 200 deep")
    chart = page.get_by_role("application")
    chart.focus()
    chart.press("ArrowUp")
    said(page, "501 ms in all")
    chart.press("Enter")
    chart.press("Escape")
    expect(page.get_by_label("Path to what is shown")).to_contain_text("2492 more")


@pytest.mark.parametrize("view", ["map", "flame", "functions"])
def test_a_large_call_tree(open_page: OpenPage, view: str):
    page = open_page(large_profile(), f"view={view}")
    if view == "functions":
        expect(page.locator("tbody tr")).to_have_count(50)
        page.get_by_role("button", name="Show more").click()
        expect(page.locator("tbody tr")).to_have_count(250)
        return
    chart = page.get_by_role("application")
    chart.focus()
    for key in ["ArrowDown", "ArrowDown", "ArrowDown", "Enter", "Escape"]:
        chart.press(key)
    said(page, "function_")
