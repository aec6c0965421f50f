from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from awsprep.core.bank import Heading
from awsprep.core.replay import replay
from awsprep.core.report import statistics
from awsprep.ui.stats_json import as_json
from awsprep.ui.stats_page import document
from tests.core.lines import DAY, Writer
from tests.ui.reports import empty, planned, report


class Page(HTMLParser):
    """The tags of a page, their attributes and texts; every opened tag must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data.strip()))

    def words(self) -> str:
        return " ".join(text for tag, text in self.texts if tag not in {"style", "title"})


@pytest.mark.parametrize("days", [1, 84, 365])
def test_it_is_one_page_that_loads_nothing_and_runs_nothing(days: int) -> None:
    text = document(report(days), ["mid"])
    page = Page(text)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "image", "use"})
    names = {name for _, attributes in page.tags for name in attributes}
    assert names.isdisjoint({"src", "href", "xlink:href", "srcset", "onload", "onclick"})
    assert not re.search(r"url\(|@import|https?:", text)
    assert text.isascii() or 'charset="utf-8"' in text
    assert "prefers-color-scheme: dark" in text


def test_it_has_the_figures_of_the_json() -> None:
    told = report()
    page, figures = Page(document(told, ["mid"])), as_json(told)
    words = page.words()
    assert f"{figures['reviews']} answers" in words
    assert f"{figures['days_active']} active days" in words
    assert f"{figures['retention']['true'] * 100:.0f} % of {figures['retention']['tested']} due cards" in words
    assert f"sure {figures['calibration']['sure']['share'] * 100:.0f} % right" in words
    assert figures["next"] in words
    cells = [text for tag, text in page.texts if tag in {"td", "span"}]
    for topic in figures["topics"]:
        row = cells[cells.index(topic["name"]) :][:3]
        assert row[1:] == [str(topic["cards"]), str(topic["seen"])]
        assert f"{topic['recall'] * 100:.0f} %" in cells
    for weak in figures["weakest"]:
        assert weak["card"] in words
    tips = [text for tag, text in page.texts if tag == "title"]
    for entry in figures["heatmap"]:
        words = "1 answer" if entry["reviews"] == 1 else f"{entry['reviews']} answers"
        assert any(tip.endswith(f"{entry['day']}: {words}") for tip in tips)
    for entry in figures["forecast"]:
        assert any(tip.endswith(f"{entry['day']}: {entry['due']} due") for tip in tips)


def test_typed_answers_are_told_as_on_the_screen() -> None:
    journal = Writer()
    lines = [journal.review("a-b", given="x", points={"auto": [], "final": ["p"]}) for _ in range(3)]
    heading = Heading("a-b", "iam", "mid", "easy", "basics", "open", "What is it?", ("a-b",))
    page = Page(document(statistics({"a-b": heading}, replay(lines, {}), DAY), ["mid"]))
    assert "Typed answers you changed the marks of 3 of 3 (100 %), most in a-b (3 of 3)" in page.words()


def test_charts_say_in_words_what_they_show() -> None:
    page = Page(document(report(), ["mid"]))
    charts = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(charts) == 2 + 20
    assert all(chart["role"] == "img" and chart["aria-label"] for chart in charts)


def test_while_an_interview_is_planned_it_shows_its_reviews_and_how_ready_one_became() -> None:
    page = Page(document(planned(), ["mid"]))
    words = page.words()
    assert "To review in the plan" in words
    assert "Interview Tue 24 Nov 2026, in 3 days · ready 23 % tomorrow" in words
    assert "Ready so far: 25 %" in words
    (line,) = (attributes["points"] or "" for tag, attributes in page.tags if tag == "polyline")
    points = [tuple(map(float, point.split(","))) for point in line.split()]
    assert len(points) == 16
    assert points[0] == (36.0, 160.0), "nothing is the foot of the scale"
    assert points[-1] == (456.0, 122.5), "a quarter is a quarter of its height"
    tips = [text for tag, text in page.texts if tag == "title"]
    assert {"Sat 2026-11-07: 2 %", "Sat 2026-11-14: 13 %", "Sat 2026-11-21: 25 %"} <= set(tips)
    assert "Sat 2026-11-21: 9 to review" in tips
    assert "Ready so far" not in Page(document(report(), ["mid"])).words()


def test_a_bar_is_as_long_as_its_figure() -> None:
    told = report()
    page = Page(document(told, []))
    bars = [
        float(a["width"] or 0) for tag, a in page.tags if tag == "rect" and a["class"] == "bar" and a["height"] == "8"
    ]
    assert bars == sorted((round(each.ready.share * 100, 1) for each in told.topics), reverse=True)


def test_without_an_answer_it_is_a_page_as_well() -> None:
    assert "Nothing was answered yet." in Page(document(empty(), ["mid"])).words()


def test_titles_from_question_files_are_text() -> None:
    bad = Heading("a<b", "x<script>", "mid", "easy", "basics", "choice", "<script>alert('&')</script>", ("a<b",))
    told = statistics({"a<b": bad}, replay([Writer().review("a<b")], {}), DAY)
    page = Page(document(told, ["mid"], "x<script>"))
    assert "script" not in {tag for tag, _ in page.tags}
    assert "<script>alert('&')</script>" in page.words()
