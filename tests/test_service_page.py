"""The page at `/`: how it is served, and what Chromium makes of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx
import pytest

from index import build
from service.routes.page import TYPES, WEB
from tests import service_standin
from tests.chromium import in_chromium, seen, texts
from tests.service_process import process
from tests.service_standin import Shelf, listening, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.testclient import TestClient

PAGE = (WEB / "page.html").read_text(encoding="utf-8")
PARTS = sorted(path.name for path in WEB.iterdir() if path.name != "page.html")
SCRIPTS = [name for name in PARTS if name.endswith(".js")]


def source(name: str) -> str:
    return (WEB / name).read_text(encoding="utf-8")


@pytest.fixture
def client() -> Iterator[TestClient]:
    with running(Shelf("0001-aa")) as client:
        yield client


def test_the_page_may_run_its_own_scripts_only(client: TestClient) -> None:
    response = client.get("/", params={"q": "gempa"})
    assert (response.status_code, response.text) == (200, PAGE)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-security-policy"].startswith("default-src 'self';")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"module\" src=\"web/)", PAGE)


@pytest.mark.parametrize("name", PARTS)
def test_each_part_is_served_as_what_it_is(client: TestClient, name: str) -> None:
    response = client.get(f"/web/{name}")
    assert (response.status_code, response.text) == (200, source(name))
    assert response.headers["content-type"] == TYPES[Path(name).suffix]


def test_the_page_loads_every_part_at_once_and_nothing_else() -> None:
    assert sorted(re.findall(r'(?:href|src)="web/([^"]+)"', PAGE)) == PARTS


@pytest.mark.parametrize("path", ["/", "/web/page.js"])
def test_what_the_browser_has_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(path).headers["content-length"] == str(len(first.content))


@pytest.mark.parametrize("header", [{"content-encoding": "gzip"}, {"content-length": "999999"}])
def test_the_page_comes_whole_whatever_is_said_of_a_body(client: TestClient, header: dict[str, str]) -> None:
    for path in ("/", "/web/page.js"):
        response = client.get(path, headers=header)
        assert (response.status_code, response.content) == (200, client.get(path).content)


@pytest.mark.parametrize("wanted", ["bytes=0-9", "bytes=abc", "bytes=999999-", "lines=1-2"])
def test_the_page_comes_whole_whatever_range_is_asked_for(client: TestClient, wanted: str) -> None:
    for path in ("/", "/web/page.js"):
        response = client.get(path, headers={"range": wanted})
        assert (response.status_code, response.content) == (200, client.get(path).content)
        assert response.headers["accept-ranges"] == "none"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/web/none.js", 404),
        ("GET", "/web/page.html", 404),
        ("GET", "/web/..%2Fapp.py", 404),
        ("GET", "/web/", 404),
        ("POST", "/", 405),
    ],
)
def test_nothing_else_is_there(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.json()["status"]) == (status, status)
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_contract_does_not_name_the_page(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert not [path for path in paths if path == "/" or path.startswith("/web")]


@pytest.mark.parametrize("name", ["page.html", *PARTS])
def test_no_other_host_is_named(name: str) -> None:
    namespace = "//www.w3.org"  # of SVG: a name, and never asked
    assert set(re.findall(r"//\w[\w.-]*", source(name))) <= {namespace}


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_makes_markup_or_code_of_text(name: str) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser"
    assert not re.findall(forbidden, source(name))


def test_all_that_is_said_is_said_in_both_languages() -> None:
    spoken = re.findall(r"^const [A-Z]+ = \{\n(.*?)^\};", source("words.js"), re.MULTILINE | re.DOTALL)
    said = [re.findall(r"^  (\w+):", language, re.MULTILINE) for language in spoken]
    assert len(said) == 2
    assert said[0] == said[1]
    wanted = set(re.findall(r'data-word="(\w+)"', PAGE))
    wanted |= {word for name in SCRIPTS for word in re.findall(r"\bwords\.(?!js\b)(\w+)", source(name))}
    assert wanted <= {*said[0], "locale"}


MARKUP = "<script>document.title='x'</script> &amp; <img src=x onerror=\"document.title='x'\">"
TOLD = (
    f"Harga {MARKUP} 🧂 garam\n\n"
    f"Petani 🌾👩‍🌾 menulis {MARKUP} di papan. Panen 🧂garam di Teluk Putih mencapai delapan puluh ton pada "
    "musim kemarau ini, kata petani kepada wartawan.\n"
)


@in_chromium
def test_what_articles_hold_is_shown_as_text(tmp_path: Path) -> None:
    (tmp_path / "garam.txt").write_text(TOLD, encoding="utf-8")
    build([str(tmp_path / "garam.txt")], tmp_path / "data")
    with process(tmp_path / "data", tmp_path / "log") as (_, address):
        (hit,) = httpx.get(f"{address}/v1/search?q=garam").json()["hits"]
        page = seen(f"{address}/?q=garam", tmp_path)
    heading, passage = hit["article"]["title"], hit["passage"]["text"]
    assert all("<script>" in text and "<img src=x onerror=" in text for text in (heading, passage))
    assert texts(page, "//h3") == [f"1 {heading}"]
    assert texts(page, "//p[@class='excerpt']") == [passage]
    assert texts(page, "//title") == ["garam – Cari"]
    assert page.xpath("//script/@src") == ["web/page.js"]
    assert not page.xpath("//img | //script[not(@src)]")
    assert texts(page, "//mark") == ["garam"]
    (snippet,) = texts(page, "//span[@class='snippet']")
    assert snippet.startswith("Panen 🧂garam di Teluk Putih")


ASKED = {"q": "jembatn sejak Mei 2024", "language": "id", "min_relevance": "0.8", "time": "off"}


@in_chromium
def test_an_answer_is_shown_with_all_that_was_understood(tmp_path: Path) -> None:
    shelf = Shelf("0001-aa")
    with listening(shelf) as (_, port):
        page = seen(f"http://127.0.0.1:{port}/?{urlencode(ASKED)}", tmp_path, languages="id-ID")
    ((question, limit, filters, preferences),) = shelf.searchers["0001-aa"].asked
    assert (question, limit, filters.languages) == ("jembatn sejak Mei 2024", 10, {"id"})
    assert (preferences.min_relevance, preferences.below, preferences.time) == (0.8, True, "off")

    assert page.get("lang") == "id"
    assert texts(page, "//div[@role='status']/p") == ["1 hasil dalam 2 ms · terbaca sebagai bahasa Indonesia"]
    assert texts(page, "//div[@role='status']/div[@class='understood']/p") == [
        "Yang dicari: jembatan sejak Mei 2024. Cari seperti yang diketik",
        "Waktu: “sejak Mei 2024” (sejak 1 Mei 2024): diutamakan · hanya saat itu · kapan saja",
        "Harus ada: “tanjung biru”",
        "Tanpa: “feri”",
        "Tidak dicari: “tolong carikan”",
        "Tidak ada artikel yang memuat satu kata pun dari pertanyaan.",
    ]
    assert page.xpath("//p[@class='note']/@lang") == ["id"]
    assert texts(page, "//div[@role='status']//*[self::strong or self::span][@lang='id']") == [
        "jembatan sejak Mei 2024", "“sejak Mei 2024”", "“tanjung biru”", "“feri”", "“tolong carikan”",
    ]  # fmt: skip
    kept = urlencode({**ASKED, "q": '"jembatn" sejak Mei 2024'})
    assert page.xpath("//a[.='Cari seperti yang diketik']/@href") == [f"./?{kept}"]
    first, below = page.xpath("//li[@class='hit']")
    assert texts(first, "h3 | p[@class='about']/span") == [
        "1 Jembatan baru dibuka",
        "Kabar Biru · 6 Mei 2024 · Indonesia",
        "Relevansi 75%",
    ]
    assert texts(first, "details/summary") == ["1 lagi dari artikel ini", "+1 media: Sumber tidak diketahui"]
    (mark,) = first.xpath("p[@class='excerpt']//mark")
    assert (mark.text, mark.get("title")) == ("Jembatan", "“Jembatan”: terjemahan “bridge” (25%)")
    assert texts(page, "//h2") == ["Hasil", "Terbaik di bawah batas"]
    assert texts(below, "h3") == ["Jembatan baru dibuka"]
    assert not texts(page, "//div[@id='answer']/p")  # the one hit below is not left out


@in_chromium
def test_only_an_address_of_the_web_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title = f"Jembatan {MARKUP}"  # reading would have made `&` of `&amp;`
    script, web = (
        replace(service_standin.ARTICLE, title=title, url=url)
        for url in ("javascript:alert(1)", "https://kabar.example/1")
    )
    hit = replace(service_standin.HIT, article=replace(script, published_inferred=True), outlets=(web,))
    monkeypatch.setattr(service_standin, "HIT", hit)
    with listening(Shelf("0001-aa")) as (_, port):
        page = seen(f"http://127.0.0.1:{port}/?q=jembatan", tmp_path)
    assert texts(page, "//h3") == [f"1 {title}", title]
    assert not page.xpath("//h3//a")
    about = "Kabar Biru · May 6, 2024 (date taken from the address or text) · Indonesian"
    assert texts(page, "//h3/following-sibling::p[@class='about']/span[1]") == [about, about]
    (link, _) = page.xpath("//ul[@class='outlets']//a")  # of the hit, and of the one below
    assert (link.text, link.get("href")) == (title, "https://kabar.example/1")
    assert link.get("rel") == "noopener noreferrer"


@in_chromium
@pytest.mark.parametrize(
    ("shelf", "query", "title", "sentence", "way_on"),
    [
        (
            Shelf(),
            "q=gempa",
            "There is no index to answer from",
            "None has been published yet, or it is damaged. The log of the service says more.",
            "Try again",
        ),
        (
            Shelf("0001-aa"),
            "q=gempa&since=soon",
            "The request cannot be used as it is",
            "`since` is 'soon': Give a day as YYYY-MM-DD.",
            "Search without options",
        ),
        (
            Shelf("0001-aa"),
            "q=gempa&since=2024-06-01&until=2024-05-01",
            "The first day is after the last",
            "Swap the days of “From” and “To”.",
            "Search without options",
        ),
    ],
    ids=["503", "422", "days"],
)
def test_what_is_the_matter_is_told_in_a_sentence(
    tmp_path: Path, shelf: Shelf, query: str, title: str, sentence: str, way_on: str
) -> None:
    with listening(shelf) as (_, port):
        page = seen(f"http://127.0.0.1:{port}/?{query}", tmp_path)
    assert texts(page, "//div[@role='alert']/h2") == [title]
    assert texts(page, "//div[@role='alert']/*[not(self::h2)]") == [sentence, way_on]
    offered = ["All sources", *(["Kabar Biru (1)"] if shelf.pointer else [])]
    assert texts(page, "//select[@name='source']/option") == offered
