"""Postings: BM25 scores that can be worked out by hand, and arrays that survive being written."""

from __future__ import annotations

import errno
import os
import re
from contextlib import closing
from math import log
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import MEND, DamagedSnapshot
from index.lexical import postings as reading
from index.lexical import postings_writer as module
from index.lexical.lexicon import TRANSLATED, Lexicon
from index.lexical.postings import SENTENCE_BITS, Postings, top
from index.lexical.postings_writer import K1, SENTENCE_B, B, PostingsWriter
from index.text.terms import Term

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Language

NOTHING = Lexicon(id={}, en={})
FLOOD = Lexicon(id={"banjir": [("flood", 1.0)]}, en={})


def said(text: str) -> list[Term]:
    return [Term(word, word) for word in text.split()]


def written(
    directory: Path, *passages: str, lexicon: Lexicon = NOTHING, language: Language = "id"
) -> Postings:
    """Passages of sentences that end with a full stop, after a heading that ends with a colon."""
    writer = PostingsWriter(directory, lexicon)
    for passage in passages:
        heading, _, text = passage.rpartition(":")
        writer.add(said(heading), [said(sentence) for sentence in text.split(".")], language)
    writer.finish()
    return Postings.open(directory)


def bm25(count: float, length: float, average: float, n: int, df: int) -> float:
    idf = log(1 + (n - df + 0.5) / (df + 0.5))
    return idf * count * (K1 + 1) / (count + K1 * (1 - B + B * length / average))


def test_scores_are_bm25(tmp_path: Path) -> None:
    index = written(tmp_path, "a b", "a a c c", "d d d")
    expected = [bm25(1, 2, 3, 3, 2), bm25(2, 4, 3, 3, 2) + bm25(2, 4, 3, 3, 1), 0]
    assert index.scores(said("a c")) == pytest.approx(expected, rel=1e-3)


def test_a_translation_is_a_term_of_the_passage(tmp_path: Path) -> None:
    index = written(tmp_path, "banjir x", "y y", lexicon=FLOOD)
    lengths = 2 + TRANSLATED, 2
    expected = bm25(TRANSLATED, lengths[0], sum(lengths) / 2, 2, 1)
    assert index.scores(said("flood")) == pytest.approx([expected, 0], rel=1e-3)
    assert index.document_frequency("flood") == 1


def test_a_repeated_word_of_the_question_counts_once(tmp_path: Path) -> None:
    index = written(tmp_path, "a b", "c")
    assert index.scores(said("a a a")).tolist() == index.scores(said("a")).tolist()


def test_the_best_sentence_is_the_one_whose_words_weigh_most(tmp_path: Path) -> None:
    index = written(tmp_path, "a b.c", "a.b.c", "a b:c.d")
    both, one = index.scores(said("a b"))[:2]
    found = index.best_sentences(said("a b"), np.array([2, 1, 0]))
    # Of 8 sentences of 9 words without headings, "a b" has two and the others have one or none.
    average = 7 / 6
    longer, usual = (1 - SENTENCE_B + SENTENCE_B * length / average for length in (2, 1))
    assert found == pytest.approx([0, one / 2 / usual, both / longer], rel=1e-2)
    assert index.scores(said("a b"))[2] > 0  # words of the heading count for the passage, not for a sentence


def test_words_of_two_sentences_do_not_stand_together(tmp_path: Path) -> None:
    index = written(tmp_path, "a b.c c", "a c.b c")
    together, apart = index.best_sentences(said("a b"), np.array([0, 1]))
    assert together == pytest.approx(2 * apart, rel=1e-2)


def test_stems_score_together_where_one_sentence_holds_them_all(tmp_path: Path) -> None:
    index = written(tmp_path, "a b.c", "a.b.c", "a b:c.d", "b a c", "c")
    found = index.scores_together(["a", "b"])
    assert (found > 0).tolist() == [True, False, False, True, False]  # nor of the heading
    assert found[[0, 3]] == pytest.approx(index.scores(said("a b"))[[0, 3]], rel=1e-3)
    assert not index.scores_together(["a", "z"]).any()
    assert not index.scores_together(["z", "a"]).any()


def test_a_translation_stands_in_its_sentence(tmp_path: Path) -> None:
    index = written(tmp_path, "x.banjir y", lexicon=FLOOD)
    assert index.best_sentences(said("flood y"), np.array([0])) > index.best_sentences(
        said("flood x"), np.array([0])
    )


def test_sentences_beyond_those_told_apart_are_one(tmp_path: Path) -> None:
    index = written(tmp_path, ".".join(f"w{n}" for n in range(SENTENCE_BITS + 2)))
    last = said(f"w{SENTENCE_BITS - 1} w{SENTENCE_BITS + 1}")
    first = said("w0 w1")
    rows = np.array([0])
    # Two words of one place of three words, against one word of a place of one.
    average = (SENTENCE_BITS + 2) / SENTENCE_BITS
    shares = [words / (1 - SENTENCE_B + SENTENCE_B * length / average) for words, length in ((2, 3), (1, 1))]
    ratio = index.best_sentences(last, rows) / index.best_sentences(first, rows)
    assert ratio == pytest.approx(shares[0] / shares[1], rel=1e-2)


def test_a_passage_without_any_of_the_words_has_no_best_sentence(tmp_path: Path) -> None:
    index = written(tmp_path, "a", "b", "")
    assert index.best_sentences(said("a z"), np.array([1, 2])).tolist() == [0, 0]
    assert index.best_sentences([], np.array([0])).tolist() == [0]


def test_an_empty_passage_keeps_its_row(tmp_path: Path) -> None:
    index = written(tmp_path, "", "a", "")
    assert index.n_passages == 3
    assert (index.scores(said("a")) > 0).tolist() == [False, True, False]


@pytest.mark.parametrize("passages", [(), ("",), ("", "")])
def test_an_index_without_terms_answers_with_zeros(tmp_path: Path, passages: tuple[str, ...]) -> None:
    index = written(tmp_path, *passages)
    assert index.scores(said("a")).tolist() == [0.0] * len(passages)
    assert index.document_frequency("a") == 0


def test_every_term_is_found_and_no_other(tmp_path: Path) -> None:
    stems = ["zebra", "a", "ab", "é", "日本", "10", "b", "~"]
    index = written(tmp_path, *stems)
    assert [index.scores(said(stem)).argmax() for stem in stems] == list(range(len(stems)))
    assert [index.document_frequency(stem) for stem in ("", "aa", "zebr", "zz", "日")] == [0] * 5


def test_few_stems_are_remembered_and_each_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "KEPT_STEMS", 2)
    postings = written(tmp_path / "p", "banjir kota", "banjir", "gempa")
    for _ in range(2):
        found = [postings.document_frequency(stem) for stem in ("banjir", "kota", "gempa", "hujan")]
        assert found == [2, 1, 1, 0]
        assert postings._bounds.cache_info().currsize <= 2


def test_spilling_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = [" ".join(f"t{n % m}" for m in (2, 3, 5, 7)) for n in range(60)]
    whole = written(tmp_path / "whole", *passages)
    monkeypatch.setattr(module, "SPILL", 10)
    spilled = written(tmp_path / "spilled", *passages)
    for name in ("blob", "offsets", "starts", "rows", "impacts", "sentences", "norms"):
        assert getattr(whole, name).tolist() == getattr(spilled, name).tolist()


def test_the_directory_holds_arrays_only(tmp_path: Path) -> None:
    written(tmp_path, "a b")
    names = ["impacts", "norms", "offsets", "rows", "sentences", "starts", "terms"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.npy" for name in names]


def test_a_missing_array_is_reported(tmp_path: Path) -> None:
    written(tmp_path, "a b")
    (tmp_path / "rows.npy").unlink()
    with pytest.raises(DamagedSnapshot, match=rf"cannot be opened .*: {re.escape(MEND)}"):
        Postings.open(tmp_path)


def test_arrays_that_do_not_fit_are_reported(tmp_path: Path) -> None:
    written(tmp_path, "a b")
    np.save(tmp_path / "rows.npy", np.zeros(1, np.int32))
    with pytest.raises(DamagedSnapshot, match="do not fit"):
        Postings.open(tmp_path)


def test_norms_of_another_number_of_sentences_are_reported(tmp_path: Path) -> None:
    written(tmp_path, "a b")
    np.save(tmp_path / "norms.npy", np.ones((1, SENTENCE_BITS + 1), np.float16))
    with pytest.raises(DamagedSnapshot, match="do not fit"):
        Postings.open(tmp_path)


def test_an_object_array_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "a b")
    np.save(tmp_path / "rows.npy", np.array([None, {}], object), allow_pickle=True)
    with pytest.raises(DamagedSnapshot, match="cannot be opened"):
        Postings.open(tmp_path)


SCORES = np.array([0.5, 2, 0, 2, 1, 2], np.float32)


@pytest.mark.parametrize(
    ("k", "allowed", "rows"),
    [
        (10, None, [1, 3, 5, 4, 0]),
        (2, None, [1, 3]),
        (4, None, [1, 3, 5, 4]),
        (0, None, []),
        (2, [True, False, True, True, True, True], [3, 5]),
        (9, [False, False, True, False, False, False], []),
    ],
)
def test_top_rows_in_descending_score_then_row(k: int, allowed: list[bool] | None, rows: list[int]) -> None:
    assert top(SCORES, k, None if allowed is None else np.array(allowed)).tolist() == rows


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="this system cannot reserve room on a disk")
def test_a_full_disk_is_an_error_and_no_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    writer = PostingsWriter(tmp_path / "postings", NOTHING)
    writer.add([], [said("banjir")], "id")
    monkeypatch.setattr(os, "posix_fallocate", full)
    with closing(writer), pytest.raises(OSError, match="No space left"):
        writer.finish()
