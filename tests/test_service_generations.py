"""A service follows the pointer: it starts without an index, swaps, and survives damage."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from index import DamagedSnapshot, ModelError, Searcher, build
from service import generations, workers
from service.generations import NOT_SERVED, Generations
from tests.fake_encoder import FakeEncoder
from tests.service_standin import Shelf, StandIn, running, until

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from index import Encoder

ASK = "/v1/search?q=a"


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]


def test_without_an_index_each_answer_says_so_until_one_appears(caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf()
    with running(shelf) as client:
        assert client.get("/livez").status_code == 200
        for path in ("/readyz", ASK, "/v1/status", "/v1/articles/x"):
            response = client.get(path)
            assert (response.status_code, response.headers["retry-after"]) == (503, "5")
            assert response.headers["content-type"] == "application/problem+json"
            body = response.json()
            assert body["type"] == "urn:cari:problem:no-index"
            assert body["detail"] == "No index has been published yet."  # and no path of the server
        shelf.publish("0001-aa")
        until(lambda: client.get("/readyz").status_code == 200)
        assert client.get(ASK).json()["generation"] == "0001-aa"
    assert warnings(caplog) == ["Nothing has been published in data."]


def test_a_new_generation_is_warmed_with_the_encoder_in_memory_and_the_old_one_closed() -> None:
    shelf = Shelf("0001-aa")
    with running(shelf) as client:
        new = shelf.publish("0002-bb")
        until(lambda: client.get(ASK).json()["generation"] == "0002-bb")
        assert shelf.opened == [("0001-aa", None), ("0002-bb", "encoder")]
        assert (new.warmed, new.closed, shelf.searchers["0001-aa"].closed) == (1, 0, 1)
    assert new.closed == 1


def test_going_back_to_an_older_generation_is_a_swap_like_any_other() -> None:
    shelf = Shelf("0001-aa", "0002-bb")
    with running(shelf) as client:
        assert client.get(ASK).json()["generation"] == "0002-bb"
        shelf.pointer = "0001-aa"
        until(lambda: client.get(ASK).json()["generation"] == "0001-aa")


def test_a_running_question_ends_on_the_generation_it_began_with() -> None:
    shelf = Shelf("0001-aa")
    old = shelf.searchers["0001-aa"]
    old.gate.clear()
    with running(shelf) as client, ThreadPoolExecutor(1) as pool:
        slow = pool.submit(client.get, ASK)
        assert old.searching.acquire(timeout=10)
        shelf.publish("0002-bb")
        until(lambda: client.get("/readyz").json()["generation"] == "0002-bb")
        assert client.get(ASK).json()["generation"] == "0002-bb"
        assert old.closed == 0
        old.gate.set()
        assert slow.result(10).json()["generation"] == "0001-aa"
        until(lambda: old.closed == 1)


def test_a_damaged_generation_changes_nothing_and_is_told_of(caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf("0001-aa")
    with running(shelf) as client:
        shelf.publish("0002-bb", DamagedSnapshot("Generation 0002-bb is damaged; run `cari rollback`."))
        until(lambda: client.get("/v1/status").json()["service"]["trouble"] is not None)
        status = client.get("/v1/status").json()
        assert status["generation"] == "0001-aa"
        assert status["service"]["trouble"] == NOT_SERVED
        assert client.get("/readyz").status_code == 200
        shelf.publish("0003-cc")
        until(lambda: client.get("/v1/status").json()["generation"] == "0003-cc")
        assert client.get("/v1/status").json()["service"]["trouble"] is None
    assert warnings(caplog) == ["Generation 0002-bb is damaged; run `cari rollback`."]


def test_the_same_damage_is_logged_again_after_it_was_mended(caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf("0001-aa")
    served = shelf.generations()
    served._look()
    for name in ("0002-bb", "0003-cc"):
        shelf.publish(name, DamagedSnapshot("The disk did not answer."))
        served._look()
        served._look()
        served._refused = None
        served._look()
        assert (served.generation, served.trouble) == (name, None)
    assert warnings(caplog) == ["The disk did not answer."] * 2


def test_an_earlier_generation_opened_in_place_of_a_damaged_one_is_told_of_and_not_swapped_in(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = Shelf("0001-aa")
    shelf.instead["0002-bb"] = "0001-bb"
    shelf.searchers["0001-bb"] = again = StandIn("0001-aa")
    with running(shelf) as client:
        shelf.publish("0002-bb")
        until(lambda: client.get("/v1/status").json()["service"]["trouble"] is not None)
        status = client.get("/v1/status").json()
        assert status["generation"] == "0001-aa"
        assert status["service"]["trouble"] == NOT_SERVED
        assert warnings(caplog)[0].startswith(
            "Generation 0002-bb in data is damaged; 0001-aa is served instead."
        )
        assert (shelf.searchers["0001-aa"].closed, again.closed) == (0, 1)
        assert len(shelf.opened) == 2


def test_started_on_a_damaged_generation_it_serves_the_earlier_one(caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf("0001-aa", "0002-bb")
    shelf.instead["0002-bb"] = "0001-aa"
    with running(shelf) as client:
        status = client.get("/v1/status").json()
    assert (status["generation"], status["service"]["trouble"]) == ("0001-aa", NOT_SERVED)
    assert warnings(caplog)[0].startswith("Generation 0002-bb in data is damaged")


def test_a_damaged_generation_is_tried_again_only_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    served = shelf.generations()
    shelf.publish("0001-aa", DamagedSnapshot("damaged"))
    now = [100.0]
    monkeypatch.setattr(generations.time, "monotonic", lambda: now[0])
    served._look()
    now[0] += generations.RETRY_SECONDS - 1
    served._look()
    assert (served.generation, served.trouble, len(shelf.opened)) == (None, NOT_SERVED, 1)
    now[0] += 1
    served._look()
    assert (served.generation, served.trouble, len(shelf.opened)) == ("0001-aa", None, 2)


ROWS = "Generation 0002-bb is damaged: postings/rows.npy has changed."


def test_a_generation_that_a_question_finds_damaged_is_given_up_for_another(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = Shelf("0001-aa", "0002-bb")
    damaged = shelf.searchers["0002-bb"]
    with running(shelf) as client:
        damaged.error, shelf.instead["0002-bb"] = DamagedSnapshot(ROWS), "0001-aa"
        failed = client.get(ASK)
        assert (failed.status_code, failed.headers["retry-after"]) == (503, "5")
        assert failed.json()["type"] == "urn:cari:problem:no-index"
        assert failed.json()["detail"] == "The index is damaged; ask again in a few seconds."
        until(lambda: client.get("/readyz").json()["generation"] == "0001-aa")
        assert client.get(ASK).json()["generation"] == "0001-aa"
        assert client.get("/v1/status").json()["service"]["trouble"] == NOT_SERVED
        assert (damaged.closed, shelf.suspects) == (1, [set(), {"0002-bb"}])
    found, passed_over = warnings(caplog)
    assert found == ROWS
    assert passed_over.startswith("Generation 0002-bb in data is damaged; 0001-aa is served instead.")


def test_where_nothing_else_is_sound_the_service_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf("0002-bb")
    now = [100.0]
    monkeypatch.setattr(generations.time, "monotonic", lambda: now[0])
    served = shelf.generations()
    served._look()
    shelf.errors["0002-bb"] = [DamagedSnapshot(ROWS)]
    with pytest.raises(DamagedSnapshot), served.searcher():
        raise DamagedSnapshot(ROWS)
    assert (served.generation, served.trouble) == ("0002-bb", NOT_SERVED)
    served._look()
    served._look()
    assert (served.generation, served.trouble, len(shelf.opened)) == (None, NOT_SERVED, 2)
    with pytest.raises(generations.NotReady, match=NOT_SERVED), served.searcher():
        pass
    now[0] += generations.RETRY_SECONDS  # somebody put the file back
    served._look()
    assert (served.generation, served.trouble, shelf.suspects[-1]) == ("0002-bb", None, {"0002-bb"})


def test_the_generation_in_place_of_a_damaged_one_is_given_up_at_once_too() -> None:
    shelf = Shelf("0001-aa", "0002-bb", "0003-cc")
    shelf.instead["0003-cc"] = "0002-bb"
    served = shelf.generations()
    served._look()
    shelf.instead["0003-cc"] = "0001-aa"
    served._look()
    assert served.generation == "0002-bb"  # the pointer's is tried again only after a while
    with pytest.raises(DamagedSnapshot), served.searcher():
        raise DamagedSnapshot(ROWS)
    served._look()
    assert served.generation == "0001-aa"


def test_damage_that_is_gone_when_every_byte_is_read_costs_no_generation() -> None:
    shelf = Shelf("0001-aa")
    served = shelf.generations()
    served._look()
    before, again = shelf.searchers["0001-aa"], StandIn("0001-aa")
    shelf.searchers["0001-aa"] = again
    for _ in range(2):  # questions that ran at the same time
        with pytest.raises(DamagedSnapshot), served.searcher():
            raise DamagedSnapshot("The disk did not answer.")
    served._look()
    assert (served.generation, served.trouble, before.closed, again.closed) == ("0001-aa", None, 1, 0)
    served._look()
    assert len(shelf.opened) == 2


def test_damage_that_the_first_question_finds_is_passed_over_at_the_start(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = Shelf("0001-aa", "0002-bb")
    shelf.searchers["0002-bb"].warming = DamagedSnapshot(ROWS)
    served = shelf.generations()
    opened = shelf.open

    def open_searcher(data: Path, encoder: Encoder | None, *, suspects: Collection[str]) -> StandIn:
        if suspects:
            shelf.instead["0002-bb"] = "0001-aa"
        return opened(data, encoder, suspects=suspects)

    served._open_searcher = open_searcher  # type: ignore[assignment]
    served._look()
    assert served.generation == "0001-aa"
    assert served.trouble == NOT_SERVED
    assert warnings(caplog)[0].startswith("Generation 0002-bb in data is damaged; 0001-aa is served instead.")
    assert (shelf.searchers["0002-bb"].closed, shelf.suspects) == (1, [set(), {"0002-bb"}])


ARTICLES = ({"text": "Banjir merendam pasar."}, {"text": "Harga beras turun."})


def test_a_service_over_an_index_that_is_overwritten_answers_from_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for count in (1, 2):
        news = tmp_path / "news.jsonl"
        news.write_text("".join(json.dumps(one) + "\n" for one in ARTICLES[:count]), encoding="utf-8")
        report = build([news], tmp_path / "data", encoder=FakeEncoder())
    checked: list[str] = []
    check = import_module("index.snapshot.checks").generation_problems

    def problems(path: Path, *, deep: bool) -> list[DamagedSnapshot]:
        checked.extend([path.name] * deep)
        return check(path, deep=deep)  # type: ignore[no-any-return]

    monkeypatch.setattr("index.snapshot.checks.generation_problems", problems)
    served = Generations(
        tmp_path / "data",
        poll_seconds=60,
        open_searcher=lambda data, _, suspects: Searcher.open(data, FakeEncoder(), suspects=suspects),
    )
    served.start()
    assert served.generation == report.generation
    rows = tmp_path / "data" / "generations" / report.generation / "postings" / "rows.npy"
    with rows.open("r+b") as file:  # the bytes that are served, and not another file of the same name
        file.seek(128)
        file.write(b"\x7f" * (rows.stat().st_size - 128))
    for _ in range(3):
        with (
            pytest.raises(DamagedSnapshot, match=rf"{report.generation} is damaged: postings/rows\.npy has"),
            served.searcher() as searcher,
        ):
            searcher.search("banjir beras")
    assert checked == [report.generation]
    served._look()
    assert served.generation is not None
    assert (served.generation[:4], served.trouble) == ("0001", NOT_SERVED)
    with served.searcher() as searcher:
        assert [hit.passage.text for hit in searcher.search("banjir").hits] == ["Banjir merendam pasar."]
    served.stop()


def test_a_generation_of_another_model_is_opened_with_its_own_encoder() -> None:
    shelf = Shelf("0001-aa")
    with running(shelf) as client:
        shelf.publish("0002-bb", ModelError("The snapshot was made with another model."))
        until(lambda: client.get(ASK).json()["generation"] == "0002-bb")
    assert shelf.opened == [("0001-aa", None), ("0002-bb", "encoder"), ("0002-bb", None)]


def test_a_pointer_that_vanishes_changes_nothing_and_is_told_of() -> None:
    shelf = Shelf("0001-aa")
    with running(shelf) as client:
        shelf.pointer = None
        until(lambda: client.get("/v1/status").json()["service"]["trouble"] is not None)
        assert client.get(ASK).json()["generation"] == "0001-aa"
        shelf.pointer = "0001-aa"
        until(lambda: client.get("/v1/status").json()["service"]["trouble"] is None)


def test_an_unforeseen_error_does_not_end_the_following(caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf()
    with running(shelf) as client:
        shelf.publish("0001-aa", ZeroDivisionError("oh"))
        until(lambda: client.get("/readyz").json()["detail"] == NOT_SERVED)
        assert "Generation 0001-aa in data cannot be opened: ZeroDivisionError('oh')" in caplog.text
        shelf.publish("0002-bb")
        until(lambda: client.get("/readyz").status_code == 200)


def test_beyond_threads_and_queue_a_question_is_refused_and_the_service_still_tells_its_state() -> None:
    shelf = Shelf("0001-aa")
    only = shelf.searchers["0001-aa"]
    only.gate.clear()
    with running(shelf, threads=1, queue=1) as client, ThreadPoolExecutor(3) as pool:
        answers = [pool.submit(client.get, ASK) for _ in range(3)]
        until(lambda: any(answer.done() for answer in answers))
        assert [client.get(path).status_code for path in ("/livez", "/readyz", "/v1/status")] == [200] * 3
        only.gate.set()
        responses = sorted(
            (answer.result(10) for answer in answers), key=lambda response: response.status_code
        )
    assert [response.status_code for response in responses] == [200, 200, 503]
    refused = responses[-1]
    assert refused.headers["retry-after"] == "1"
    assert refused.json()["type"] == "urn:cari:problem:overloaded"
    assert refused.json()["detail"].startswith("2 questions run or wait")


def test_a_question_that_waits_too_long_is_refused_in_time_and_never_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "MOST_WAITING_SECONDS", 0.1)
    shelf = Shelf("0001-aa")
    only = shelf.searchers["0001-aa"]
    only.gate.clear()
    with running(shelf, threads=1, queue=1) as client, ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.get, "/v1/search?q=first")
        assert only.searching.acquire(timeout=10)
        for _ in range(3):  # each leaves the queue, which has room for one
            refused = client.get("/v1/search?q=second")  # while the first still runs
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
            assert refused.json()["type"] == "urn:cari:problem:overloaded"
            assert refused.json()["detail"] == (
                "The question waited 0.1 seconds behind others; ask again in a second."
            )
        only.gate.set()
        assert first.result(10).status_code == 200
        assert client.get("/v1/search?q=third").status_code == 200
    assert [question for question, *_ in only.asked] == ["first", "third"]


def test_what_is_given_up_while_another_fails_to_open_is_replaced_at_once() -> None:
    shelf = Shelf("0001-aa", "0002-bb")
    served = shelf.generations()
    served._look()
    shelf.publish("0003-cc", DamagedSnapshot("Generation 0003-cc is damaged."))
    shelf.instead["0003-cc"] = "0001-aa"
    opened = shelf.open

    def open_searcher(data: Path, encoder: Encoder | None, *, suspects: Collection[str]) -> StandIn:
        if served.generation == "0002-bb" and not suspects:  # a question, in another thread
            with pytest.raises(DamagedSnapshot), served.searcher():
                raise DamagedSnapshot(ROWS)
        return opened(data, encoder, suspects=suspects)

    served._open_searcher = open_searcher  # type: ignore[assignment]
    served._look()
    served._look()
    assert served.generation == "0001-aa"
