"""The page at `/` in use: keys, options, slow answers, and what stands above the hits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from index import Passage, Snippet, TimeExpression, TimeUse
from tests import service_standin
from tests.chromium import in_chromium, seen, tab, texts
from tests.service_standin import Shelf, StandIn, listening

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = in_chromium

SAID = "document.querySelector('#said').innerText"
SINCE = "document.querySelector('[name=since]')"


def test_a_slow_answer_is_waited_for_in_words(tmp_path: Path) -> None:
    shelf = Shelf("0001-aa")
    with listening(shelf) as (_, port), tab(tmp_path) as page:
        page.open(f"http://127.0.0.1:{port}/")
        shelf.searchers["0001-aa"].gate.clear()
        page.evaluate("document.querySelector('#q').value = 'jembatan'")
        page.press("Enter")
        page.wait(f"{SAID} === 'Loading…'")
        shelf.searchers["0001-aa"].gate.set()
        page.wait(f"{SAID}.startsWith('1 result in 2 ms · read as Indonesian')")


def test_a_date_is_kept_while_a_part_of_it_is_typed_anew(tmp_path: Path) -> None:
    with listening(Shelf("0001-aa")) as (_, port), tab(tmp_path) as page:
        page.open(f"http://127.0.0.1:{port}/?q=jembatan&since=2024-05-05")
        page.evaluate(f"document.querySelector('#options').open = true; {SINCE}.focus()")
        page.press("Backspace")
        assert page.evaluate(f"{SINCE}.validity.badInput")
        assert page.evaluate("location.search") == "?q=jembatan&since=2024-05-05"
        page.press("7")  # the month or the day, as the locale has it first
        page.wait("location.search !== '?q=jembatan&since=2024-05-05'")
        assert page.evaluate(f"{SINCE}.value") in {"2024-07-05", "2024-05-07"}


def test_a_date_that_is_not_whole_is_shown_where_it_stops_the_form(tmp_path: Path) -> None:
    with listening(Shelf("0001-aa")) as (_, port), tab(tmp_path) as page:
        page.open(f"http://127.0.0.1:{port}/?q=jembatan")
        page.evaluate(f"document.querySelector('#options').open = true; {SINCE}.focus()")
        page.press("7")
        page.evaluate("document.querySelector('#options').open = false; document.querySelector('#q').focus()")
        page.press("Enter")
        page.wait("document.querySelector('#options').open")
        assert page.evaluate("document.activeElement.name") == "since"


def test_an_option_that_is_changed_again_is_one_step_back(tmp_path: Path) -> None:
    with listening(Shelf("0001-aa")) as (_, port), tab(tmp_path) as page:
        page.open(f"http://127.0.0.1:{port}/?q=jembatan")
        before = page.evaluate("history.length")
        steps = []
        for name, value in [("collapse", "story"), ("collapse", "none"), ("language", "id")]:
            field = f"document.querySelector('[name={name}]')"
            page.evaluate(f"{field}.value = '{value}'")
            page.evaluate(f"{field}.dispatchEvent(new Event('change', {{bubbles: true}}))")
            steps.append((page.evaluate("location.search"), page.evaluate("history.length") - before))
    assert steps == [
        ("?q=jembatan&collapse=story", 1),
        ("?q=jembatan&collapse=none", 1),
        ("?q=jembatan&language=id&collapse=none", 2),
    ]


def test_the_focus_stays_in_the_answer_when_its_button_or_link_goes(tmp_path: Path) -> None:
    shelf = Shelf()
    with listening(shelf) as (_, port), tab(tmp_path) as page:
        page.open(f"http://127.0.0.1:{port}/?q=jembatan")
        for control in ("#answer button", "#said .choice a"):
            page.evaluate(f"document.querySelector('{control}').focus()")
            shelf.publish("0001-aa")
            page.wait("fetch('readyz').then(({ ok }) => (window.isReady = ok)), window.isReady")
            page.evaluate("document.querySelector('#answer > *').id = 'old'")
            page.press("Enter")
            page.wait("!document.querySelector('#old')")
            assert page.evaluate("document.activeElement.id") == "answer"


UNCERTAIN = TimeExpression("2019", 0, 4, date(2019, 1, 1), date(2019, 12, 31), certain=False)


@pytest.mark.parametrize(
    ("times", "use", "options", "line"),
    [
        (
            (UNCERTAIN,),
            "prefer",
            "",
            ["Time: “2019” (January 1 – December 31, 2019, may be part of a name): preferred · any day"],
        ),
        ((), "off", "&time=off", ["Time: preferred · only these days · any day"]),
        ((), "off", "&time=filter", ["Time: preferred · any day"]),
        ((), "off", "&time=off&since=2024-01-01", []),
        ((), "prefer", "", []),
    ],
)
def test_what_a_time_does_can_be_chosen_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    times: tuple[TimeExpression, ...],
    use: TimeUse,
    options: str,
    line: list[str],
) -> None:
    understood = replace(service_standin.UNDERSTOOD, times=times, time_use=use)
    monkeypatch.setattr(service_standin, "UNDERSTOOD", understood)
    with listening(Shelf("0001-aa")) as (_, port):
        page = seen(f"http://127.0.0.1:{port}/?q=2019{options}", tmp_path)
    assert [text for text in texts(page, "//div[@class='understood']/p") if text.startswith("Time")] == line


def test_hits_left_out_are_counted_without_the_one_that_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = StandIn.search

    def withholding(self: StandIn, *asked: Any, **options: Any) -> Any:
        return replace(search(self, *asked, **options), hits=(), withheld=3)

    monkeypatch.setattr(StandIn, "search", withholding)
    with listening(Shelf("0001-aa")) as (_, port):
        page = seen(f"http://127.0.0.1:{port}/?q=jembatan&min_relevance=0.8", tmp_path)
    assert texts(page, "//h2") == ["Best below the minimum"]
    assert texts(page, "//div[@id='answer']/p") == ["2 results below 80% left out. Show them"]


def test_hits_stand_as_they_are_meant_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = replace(service_standin.ARTICLE, source="قناة العربية", url="https://kabar.example/1")
    monkeypatch.setattr(service_standin, "HIT", replace(service_standin.HIT, article=article))
    with listening(Shelf("0001-aa")) as (_, port), tab(tmp_path) as page:
        page.resize(1280)
        page.open(f"http://127.0.0.1:{port}/?q=jembatan")
        rank = "document.querySelector('.rank')"
        height = page.evaluate(f"{rank}.offsetHeight")
        page.evaluate(f"{rank}.textContent = '10 '")
        assert page.evaluate(f"{rank}.offsetHeight") == height
        # Colour alone does not tell a title that is a link from one that is none.
        underline = "getComputedStyle(document.querySelector('h3 a')).textDecorationColor"
        assert page.evaluate(underline) == "rgb(11, 86, 96)"
        ends = "document.querySelector('.about bdi').getBoundingClientRect().right"
        begins = "document.querySelector('.about time').getBoundingClientRect().left"
        assert page.evaluate(f"{ends} <= {begins}")


def test_rows_of_a_table_stand_in_lines_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "Harga emas naik.\n\n1 gram | 950.000\n\n2 gram | 1.850.000"
    passage = Passage(service_standin.ARTICLE.id, 0, 0, len(body), body)
    found = replace(service_standin.HIT, passage=passage, snippet=Snippet(0, 16, (), (), "meaning"))
    monkeypatch.setattr(service_standin, "HIT", found)
    with listening(Shelf("0001-aa")) as (_, port), tab(tmp_path) as page:
        page.open(f"http://127.0.0.1:{port}/?q=emas")
        lines = page.evaluate("document.querySelector('.excerpt').innerText").split("\n")
    assert lines == ["Harga emas naik.", "1 gram | 950.000", "2 gram | 1.850.000"]


def test_the_box_shows_its_focus_without_colours_of_ours(tmp_path: Path) -> None:
    with listening(Shelf("0001-aa")) as (_, port), tab(tmp_path) as page:
        forced = [{"name": "forced-colors", "value": "active"}]
        page.call("Emulation.setEmulatedMedia", features=forced)
        page.open(f"http://127.0.0.1:{port}/")
        outline = "getComputedStyle(document.querySelector('.box')).outlineStyle"
        assert page.evaluate("document.activeElement.id") == "q"
        assert page.evaluate(outline) == "solid"
        page.evaluate("document.activeElement.blur()")
        assert page.evaluate(outline) == "none"


def test_an_excluded_word_is_not_parted_from_its_hyphen(tmp_path: Path) -> None:
    with listening(Shelf("0001-aa")) as (_, port), tab(tmp_path) as page:
        page.resize(360)
        page.open(f"http://127.0.0.1:{port}/")
        lines = page.evaluate(
            """(() => {
              const hint = document.querySelector(".welcome p:last-child").firstChild;
              const range = document.createRange();
              range.setStart(hint, hint.data.indexOf("-"));
              range.setEnd(hint, hint.data.indexOf("word ") + 4);
              return range.getClientRects().length;
            })()"""
        )
    assert lines == 1
