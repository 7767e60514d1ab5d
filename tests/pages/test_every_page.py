"""What holds for pages of every kind: both themes, both widths, text that can be read, keys, text that stays text."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import DESKTOP, PHONE, OpenPage, until
from documents import comparison, kernel_source, profile, tour
from playwright.sync_api import Page, expect

from hotloop import _pages


def source_page() -> dict[str, Any]:
    source = kernel_source(function=None)
    for line in source["lines"]:
        line |= {"hits": None, "time": None}
    return {"kind": "source", "title": "hotloop explain work.py::kernel", "sources": [source]}


VIEWS = [
    ("profile", profile, "map"),
    ("profile", profile, "flame"),
    ("profile", profile, "functions&function=1"),
    ("profile", profile, "source&line=6"),
    ("source", source_page, "&line=7"),
    ("comparison", comparison, "functions"),
    ("comparison", comparison, "lines"),
    ("tour", tour, "times"),
    ("tour", tour, "picture"),
    ("tour", tour, "steps"),
    ("tour", tour, "tools"),
]

# Texts whose contrast with what is behind them is less than WCAG's AA asks for.
PALE = """() => {
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    const colour = parse(getComputedStyle(element).backgroundColor);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(element.parentElement));
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("script, noscript")) continue;
    const ground = behind(element);
    const [light, dark] = [luminance(over(parse(getComputedStyle(element).color), ground)), luminance(ground)]
      .sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) found.push(`${contrast.toFixed(2)}: ${walker.currentNode.data.slice(0, 40)}`);
  }
  return found;
}"""


@pytest.mark.parametrize("kind, make, view", VIEWS, ids=[f"{kind}-{view}" for kind, _, view in VIEWS])
def test_both_themes_and_widths(open_page: OpenPage, kind: str, make: Any, view: str):
    page = open_page(make(), f"view={view}", DESKTOP, "dark")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        for theme in ("Dark", "Light"):
            page.get_by_text(theme, exact=True).click()
            assert page.evaluate(PALE) == [], (viewport, theme)
        # Nothing is wider than the screen: what must be scrolls by itself. Charts follow the width.
        until(page, lambda: page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0)
    assert page.evaluate(background) != dark


def test_the_choice_of_a_theme_is_remembered(open_page: OpenPage):
    page = open_page(profile(), scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.emulate_media(color_scheme="dark")
    until(page, lambda: page.evaluate(background) != light)
    page.get_by_text("Light", exact=True).click()
    assert page.evaluate(background) == light
    page.reload()
    assert page.evaluate(background) == light


def focused(page: Page) -> str:
    return page.evaluate(
        "(e => e.getAttribute('aria-label') || e.innerText?.trim() || e.getAttribute('type'))(document.activeElement)"
    )


def test_everything_is_reached_by_the_tab_key(open_page: OpenPage):
    page = open_page(profile(), "view=map&function=1")
    seen = []
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.append(focused(page))
    text = "\n".join(seen)
    for name in [
        "radio",
        "Square map",
        "Search functions",
        "MainThread",
        "As a table",
        "Square map. Arrows move",
        "Show its lines",
    ]:
        assert name in text, (name, seen)


def test_tabs_are_walked_through_by_arrows(open_page: OpenPage):
    page = open_page(tour())
    page.get_by_role("tab", name="Times").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Picture")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Tools")).to_be_focused()
    expect(page.get_by_role("table", name="Tools")).to_be_visible()


HOSTILE = [
    "<script>window.pwned = 1</script>",
    "</script><script>window.pwned = 1</script>",
    "<!--<script>",
    "<img src=x onerror='window.pwned = 1'>",
    "<style>body { display: none }</style>",
    "javascript:window.pwned=1",
    "\"'`><svg onload=alert(1)>",
    "{ours|rich} \u2028\u2029\x00\x1b[31m\ud800 \u202e",
]


def poisoned(value: Any, texts: Iterator[str]) -> Any:
    """The document with every text in it replaced, but for those that say what a thing is."""
    if isinstance(value, dict):
        kept = ("kind", "state", "mode", "unit", "iterations")
        return {key: each if key in kept else poisoned(each, texts) for key, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, texts) for each in value]
    return next(texts) if isinstance(value, str) else value


@pytest.mark.parametrize("make", [profile, source_page, comparison, tour], ids=lambda make: make.__name__)
@pytest.mark.parametrize("first", [0, 1])
def test_text_of_a_program_is_never_run(open_page: OpenPage, make: Any, first: int):
    document = poisoned(make(), itertools.cycle(HOSTILE[first:] + HOSTILE[:first]))
    if document["kind"] == "profile":
        document["functions"]["kind"] = ["python"] * 5
    page = open_page(document)
    assert page.get_by_role("heading", level=1).text_content() == document["title"]
    for tab in page.get_by_role("tab").all():
        tab.click()
    for chart in page.get_by_role("application").all():
        chart.hover(position={"x": 50, "y": 30})
    for row in page.locator("tr[data-row]").all()[:5]:
        row.click()
    # Also where what is selected has no lines.
    for function in range(5 if document["kind"] == "profile" else 0):
        page.evaluate(f"location.hash = 'view=source&function={function}'")
        expect(page.get_by_role("tab", name="Source")).to_have_attribute("aria-selected", "true")
        expect(page.get_by_role("tabpanel").get_by_role("heading").first).to_be_visible()
    assert page.evaluate("window.pwned") is None
    # The page's own script, and the document.
    assert page.locator("script").count() == 2
    assert page.locator("img, svg, iframe, object, embed, link, body style").count() == 0


def test_the_policy_forbids_scripts_requests_and_markup(open_page: OpenPage):
    page = open_page(profile())
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy is not None and policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert (
        page.evaluate("""() => {
      try { document.body.innerHTML = "<b>x</b>"; return "made"; } catch (error) { return error.name; }
    }""")
        == "TypeError"
    )


def test_a_page_is_small_and_fetches_nothing():
    html = _pages.render(profile())
    assert len(html) < 3_000_000
    assert 'src="' not in html.split("<script", 1)[0]
    assert "sourceMappingURL" not in html


def test_what_is_put_into_a_page_is_the_document():
    document = profile(title="</script>&amp;<!-- \ud800 é")
    html = _pages.render(document)
    html.encode("utf-8")
    _, _, rest = html.partition('<script type="application/json" id="document">')
    text, _, _ = rest.partition("</script>")
    assert json.loads(text) == document


def test_a_page_that_was_not_built(monkeypatch, tmp_path):
    monkeypatch.setattr(_pages, "PAGE", tmp_path / "page.html")
    with pytest.raises(_pages.PageMissing, match="make pages"):
        _pages.render(profile())


def test_a_number_that_is_none():
    with pytest.raises(ValueError):
        _pages.render(comparison(wall=[float("nan"), 1]))


def test_a_page_of_another_version(open_page: OpenPage):
    page = open_page({"kind": "hologram", "title": "later"})
    expect(page.locator(".empty")).to_contain_text("another version of hotloop")
