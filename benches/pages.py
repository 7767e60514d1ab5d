"""How long a page of a large profile takes to open, and to answer what a reader does.

$ .venv/bin/python benches/pages.py
100,000 nodes, page of 3.2 MB
opens with the square map          412 ms
... arrow key                       31 ms
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from hotloop import _pages

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pages"))
from documents import large_profile

NODES = 100_000
OPENINGS = 3
VIEWS = {"map": "the square map", "flame": "the flame graph", "functions": "the table"}

# What a reader does, as the browser's own events. Each is timed to the second frame after it: by then it is painted.
TIMED = """async (act) => {
  const start = performance.now();
  new Function(act)();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}"""
KEY = "document.querySelector('.boxes').dispatchEvent(new KeyboardEvent('keydown', {{key: '{}', bubbles: true}}))"
TYPED = """
  const input = document.querySelector('input[type=search]');
  input.value = '{}';
  input.dispatchEvent(new Event('input', {{bubbles: true}}));
"""
SORT = "document.querySelectorAll('th button')[{}].click()"

SEARCH = [("search, letter by letter", [TYPED.format("function_12"[:n]) for n in range(7, 12)] + [TYPED.format("")])]
CHART = [
    ("arrow key", [KEY.format(key) for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp")]),
    ("zoom in and out", [KEY.format(key) for key in ("ArrowDown", "Enter", "ArrowDown", "Enter", "Escape", "Escape")]),
    *SEARCH,
]
ACTS = {"map": CHART, "flame": CHART, "functions": [("sort", [SORT.format(i) for i in (1, 0, 2, 2)]), *SEARCH]}


def main() -> None:
    html = _pages.render(large_profile(NODES))
    browsers = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        file = Path(directory) / "page.html"
        file.write_text(html, "utf-8")
        browser = playwright.chromium.launch(executable_path=next(browsers), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        print(f"{NODES:,} nodes, page of {len(html) / 1e6:.1f} MB")
        for view, name in VIEWS.items():
            show(f"opens with {name}", min(opening(page, f"{file.as_uri()}#view={view}") for _ in range(OPENINGS)))
            for what, acts in ACTS[view]:
                taken = [page.evaluate(TIMED, act) for act in acts]
                show(f"... {what}", statistics.median(taken), max(taken))
        browser.close()


def opening(page: Page, url: str) -> float:
    """Milliseconds until the view has been painted."""
    page.goto("about:blank")
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_selector("canvas, tbody tr")
    page.evaluate(TIMED, "")
    return (time.perf_counter() - start) * 1000


def show(what: str, milliseconds: float, most: float | None = None) -> None:
    print(f"{what:32} {milliseconds:5.0f} ms" + (f", at most {most:.0f} ms" if most is not None else ""))


if __name__ == "__main__":
    main()
