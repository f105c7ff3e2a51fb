"""Passages cut with an encoder whose tokens are the words: counts that a reader can check by hand."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from index.records import Article, Passage
from index.text.passages import TokenSpans, contexts, cut_passages, heading, stretches
from index.text.sentences import split_sentences


def word_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", text)]


def letter_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S", text)]


def article(body: str, title: str | None = None) -> Article:
    return Article(id="00ff00ff00ff00ff", title=title, body=body, language="id", origin="a.txt")


def sentence(number: int, words: int) -> str:
    """`S3 air air air.`: a sentence of so many words."""
    return " ".join([f"S{number}", *["air"] * (words - 1)]) + "."


def shape(passages: list[Passage]) -> list[str]:
    """The numbers of the sentences that begin in each passage."""
    return ["".join(re.findall(r"S(\d)", passage.text)) for passage in passages]


def cut(
    lengths: list[int], *, budget: int = 100, target: int = 12, paragraphs: tuple[int, ...] = ()
) -> list[str]:
    body = ""
    for number, words in enumerate(lengths, start=1):
        body += sentence(number, words) + ("\n\n" if number in paragraphs else " ")
    return shape(cut_passages(article(body), word_spans, budget=budget, target=target))


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        # Twelve words fit, the last of them a heading: it goes with what it is the heading of.
        ("Kronologi kejadian", ["S1 S2", "Kronologi kejadian S3"]),
        # A sentence, a line that leads on, and items of a list end a passage like any text.
        ("Begini kronologinya:", ["S1 S2 Begini kronologinya:", "Begini kronologinya: S3"]),
        ("Kronologi\n\nkejadian", ["S1 S2 Kronologi kejadian", "kejadian S3"]),
    ],
)
def test_a_passage_does_not_end_with_the_heading_of_the_next(between: str, expected: list[str]) -> None:
    body = f"{sentence(1, 6)} {sentence(2, 4)}\n\n{between}\n\n{sentence(3, 6)}"
    found = cut_passages(article(body), word_spans, budget=100, target=12)
    assert [
        " ".join(passage.text.replace(" air.", "").replace(" air", "").split()) for passage in found
    ] == expected


def test_a_sentence_before_a_heading_is_in_one_passage() -> None:
    """S2 is short, but S3 does not fit behind it and the heading: repeated, S2 would be a passage."""
    body = f"{sentence(1, 6)} {sentence(2, 4)}\n\nKronologi kejadian\n\n{sentence(3, 9)} {sentence(4, 9)}"
    found = cut_passages(article(body), word_spans, budget=100, target=12)
    assert [passage.text for passage in found] == [
        f"{sentence(1, 6)} {sentence(2, 4)}",
        f"Kronologi kejadian\n\n{sentence(3, 9)}",
        sentence(4, 9),
    ]


def test_one_short_sentence_is_one_passage() -> None:
    only = cut_passages(article("  Sungai meluap. \n"), word_spans, budget=100)
    assert only == [Passage("00ff00ff00ff00ff", 0, 2, 16, "Sungai meluap.")]


@pytest.mark.parametrize("body", ["", " \n\n\t"])
def test_a_body_without_text_gives_no_passages(body: str) -> None:
    assert cut_passages(article(body, "Judul"), word_spans, budget=100) == []


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        # target 12: three sentences of 4 fill it, the last of them (a third of 12) is repeated
        ([4, 4, 4, 4, 4, 4, 4], ["123", "345", "567"]),
        # a sentence of 5 is over a third of the target: nothing is repeated
        ([5, 5, 5, 5, 5, 5], ["12", "34", "56"]),
        # a short sentence is not repeated where the next would not fit beside it
        ([4, 4, 10, 9], ["12", "3", "4"]),
        # a sentence over the target but within the budget stays whole
        ([4, 20, 4, 4, 4, 4], ["1", "2", "345", "56"]),
        # 15 words are the target and a quarter: one passage
        ([5, 5, 5], ["123"]),
        # 16: not 12 and 4 with a tail of 2 words alone, but 10 and 6
        ([5, 5, 4, 2], ["12", "34"]),
    ],
)
def test_sentences_are_packed_up_to_the_target(lengths: list[int], expected: list[str]) -> None:
    assert cut(lengths) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ((), ["1234", "4567", "789"]),
        # 9 of 12 words are nearly full: the passage ends with the paragraph
        ((3,), ["123", "3456", "6789"]),
        # 6 of 12 are not
        ((2,), ["1234", "4567", "789"]),  # as without
    ],
)
def test_a_nearly_full_passage_ends_with_its_paragraph(
    paragraphs: tuple[int, ...], expected: list[str]
) -> None:
    assert cut([3] * 9, paragraphs=paragraphs) == expected


def test_the_title_takes_its_part_of_the_budget() -> None:
    body = " ".join(sentence(number, 4) for number in range(1, 7))
    # 16 tokens: 1 stays free, 3 are the title's, 12 are left for three sentences of 4
    cut_up = cut_passages(article(body, "Kali Tarum meluap"), word_spans, budget=16, target=100)
    assert shape(cut_up) == ["123", "345", "56"]
    assert contexts(article(body, "Kali Tarum meluap"), cut_up[:1], word_spans, budget=16) == [
        "Kali Tarum meluap\nS1 air air air. S2 air air air. S3 air air air."
    ]


@pytest.mark.parametrize(
    ("title", "budget", "expected"),
    [
        (None, 100, ""),
        ("  ", 100, ""),
        (" Banjir di Demak ", 100, "Banjir di Demak\n"),
        ("satu dua tiga empat lima", 16, "satu dua tiga empat\n"),  # a quarter of 16
        ("kata " * 50, 1000, "kata " * 31 + "kata\n"),  # never over 32
        ("satu", 3, ""),
    ],
)
def test_heading_is_the_title_clipped_to_its_part(title: str | None, budget: int, expected: str) -> None:
    assert heading(title, word_spans, budget) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # after a clause of the second half
        ("a b c d, e f, g h i j k l m.", ["a b c d, e f,", "g h i j k l m."]),
        # else between words
        ("a b c d e f g h i j k l.", ["a b c d e f g h", "i j k l."]),
    ],
)
def test_a_sentence_over_the_limit_is_cut_at_clauses_or_words(body: str, expected: list[str]) -> None:
    assert [p.text for p in cut_passages(article(body), word_spans, budget=8, target=8)] == expected


def test_the_words_before_the_cut_of_a_sentence_are_repeated() -> None:
    body = " ".join(f"k{number}" for number in range(90)) + "."
    found = cut_passages(article(body), word_spans, budget=40, target=32)
    # A sixteenth of 32 words is repeated.
    assert [passage.text.split()[0] for passage in found] == ["k0", "k30", "k60"]
    assert [passage.text.split()[-1] for passage in found] == ["k31", "k61", "k89."]
    # The stretches of a question do not overlap.
    assert (
        "".join(body[start:end] + " " for start, end in stretches(body, word_spans, size=32)).strip() == body
    )


def test_a_word_over_the_limit_is_cut_between_tokens() -> None:
    found = cut_passages(article("ab cdefghijklmnop"), letter_spans, budget=8, target=8)
    assert [passage.text for passage in found] == ["ab", "cdefghij", "klmnop"]


def test_stretches_are_whole_sentences_and_none_is_in_two() -> None:
    text = " ".join(sentence(number, 4) for number in range(1, 7))
    # Eight words are two sentences; a quarter more is no third.
    cut_at = stretches(text, word_spans, size=8)
    assert [text[start:end] for start, end in cut_at] == [
        f"{sentence(number, 4)} {sentence(number + 1, 4)}" for number in (1, 3, 5)
    ]
    assert stretches(sentence(1, 10), word_spans, size=8) == [(0, len(sentence(1, 10)))]
    assert len(stretches(sentence(1, 11), word_spans, size=8)) == 2
    assert stretches(" \n", word_spans, size=8) == []


@pytest.mark.parametrize(("budget", "target"), [(0, 10), (10, 0)])
def test_no_room_for_text_is_an_error(budget: int, target: int) -> None:
    with pytest.raises(ValueError, match=f"a budget of {budget} tokens.* target of {target} leave no room"):
        cut_passages(article("Sungai meluap."), word_spans, budget=budget, target=target)


WORDS = st.text(alphabet="abcXYZ019é市.,!?:;\"'()- ", min_size=1, max_size=14)
BODIES = st.lists(
    st.tuples(WORDS, st.sampled_from([" ", " ", " ", ". ", ".", "\n", "\n\n"])), max_size=60
).map(lambda parts: "".join(word + gap for word, gap in parts))
TITLES = st.none() | st.lists(WORDS, max_size=40).map(" ".join)
SPANS = st.sampled_from([word_spans, letter_spans])


@settings(max_examples=100, deadline=None, database=None)
@given(body=BODIES, title=TITLES, spans=SPANS, budget=st.integers(4, 60), target=st.integers(1, 60))
def test_passages_hold_the_whole_body_within_the_budget(
    body: str, title: str | None, spans: TokenSpans, budget: int, target: int
) -> None:
    given_article = article(body, title)
    passages = cut_passages(given_article, spans, budget=budget, target=target)
    held = {at for passage in passages for at in range(passage.start, passage.end)}
    assert all(at in held for at, character in enumerate(body) if not character.isspace())
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert all(passage.text == body[passage.start : passage.end] for passage in passages)
    for text in contexts(given_article, passages, spans, budget=budget):
        assert len(spans(text)) <= budget
    for one, next_one in pairwise(passages):
        assert one.start < next_one.start
        assert one.end < next_one.end
        repeated = [start for start, _ in split_sentences(body) if next_one.start < start < one.end]
        assert not repeated, "more than one sentence stands in both"


def subword_spans(model: str) -> TokenSpans:
    """A small tokenizer of the kind that the models in use have, learnt on the spot."""
    if model == "wordpiece":
        tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))  # noqa: S106 (no password)
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        trainer = trainers.WordPieceTrainer(vocab_size=90, special_tokens=["[UNK]"], show_progress=False)
    else:
        tokenizer = Tokenizer(models.Unigram())
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        trainer = trainers.UnigramTrainer(
            vocab_size=90,
            special_tokens=["<unk>"],
            unk_token="<unk>",  # noqa: S106 (no password)
            show_progress=False,
        )
    tokenizer.train_from_iterator([PROSE], trainer)
    return lambda text: tokenizer.encode(text, add_special_tokens=False).offsets


PROSE = (
    "Sungai Kalimas meluap pada Senin pagi, kata Kepala BPBD H.M. Sarwono.Warga mengungsi ke masjid. "
    "Kerugian ditaksir Rp1.250.000.000 – belum termasuk jembatan; pompa air menyala sejak pukul 04.30 WIB. "
    '"Kami butuh selimut," ujar seorang ibu.\n\nThe river fell again on Tuesday. Mercusuar-mercusuar tua '
)


@pytest.mark.parametrize("model", ["wordpiece", "unigram"])
@pytest.mark.parametrize("budget", [20, 62, 254])
def test_no_passage_is_over_the_budget_of_a_subword_encoder(model: str, budget: int) -> None:
    spans = subword_spans(model)
    flood = article(PROSE * 8, "Kalimas meluap, ratusan warga mengungsi ke masjid dan sekolah")
    passages = cut_passages(flood, spans, budget=budget)
    counts = [len(spans(text)) for text in contexts(flood, passages, spans, budget=budget)]
    assert max(counts) <= budget
    assert passages[0].start == 0
    assert passages[-1].end == len(flood.body.rstrip())
