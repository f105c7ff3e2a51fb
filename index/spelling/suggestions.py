"""Spelling: words of a question that the index does not hold, and those that it holds and that were meant."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from index.question import Suggestion
from index.spelling.capitals import is_before_names
from index.spelling.colloquial import is_ambiguous, standard
from index.spelling.glued_words import unglued
from index.spelling.vocabulary import RARE, SHORTEST, Guess
from index.text.spans import without
from index.text.stems import is_listed, is_ordinary, names
from index.text.terms import ANALYSES, spanned_terms
from index.text.words import question_words
from index.understanding.subject import subject_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.records import Language, Span
    from index.spelling.near_words import Near
    from index.spelling.vocabulary import Vocabulary

SHORTEST_ANYWHERE = 6
"""Letters of a question word within a question, but for slips: shorter ones are near too many others."""
MOST_LOOKED_UP = 3
"""Unknown words of a question that are looked up: a pasted text may hold many, names above all."""
USUAL, QUOTED = 10, 400
"""Articles quote talk: so many times as many passages must hold the standard word that is meant, and one of
so many passages may hold the word of talk (bench/CHOICES.md)."""
LONGEST_ACRONYM = 6
"""Letters of a word in capitals, within others that are not, which is no word of one language misspelt."""

MOST_KEYWORDS = 3
"""Keywords that are too few to tell a typo from a name."""


def suggest(question: str, vocabulary: Vocabulary, language: Language = "und") -> tuple[Suggestion, ...]:
    """Gives a suggestion for each word of a question that the index does not know but nearly does, in order.

    Not each is sure enough to be asked for instead.

    A word of talk (`dibayarin`) is asked for in standard Indonesian, a glued one (`iPhone11`) in its parts,
    any other as what was probably meant. Words of fewer than `SHORTEST` letters and words with a hyphen
    within are left alone.

    Args:
        question: without what must not change.
        vocabulary: the index's.
        language: the question's.
    """
    words = {span: question[slice(*span)] for span in _words(question)}
    parts = {
        span: Guess(apart, sure=True) for span, word in words.items() if (apart := unglued(word, vocabulary))
    }
    held = {
        span: vocabulary.held(word) for span, word in words.items() if word.isalpha() and span not in parts
    }
    quoted = [span for span, passages in held.items() if passages * QUOTED <= vocabulary.n_passages]
    talk = [span for span in quoted if language != "en" and _may_be_talk(question, span)]
    meant = parts | {
        span: Guess(word, sure=True)
        for span in talk
        if (word := standard(words[span])) and _is_rather(word, words[span], held[span], vocabulary)
    }
    left = {span: passages for span, passages in held.items() if passages <= RARE and span not in meant}
    meant |= _nearest(question, left, vocabulary, language)
    return tuple(
        Suggestion(words[span], _in_case_of(words[span], guess.word), *span, guess.sure)
        for span, guess in sorted(meant.items())
    )


def _nearest(
    question: str, places: Mapping[Span, int], vocabulary: Vocabulary, language: Language
) -> dict[Span, Guess]:
    """What was probably meant by the unknown words, and by the names, at places of so many passages each."""
    words = {span: question[slice(*span)] for span in places}
    named = [span for span in places if words[span].lower() in names()]
    unknown = [span for span in places if not vocabulary.knows(words[span])]
    unknown.sort(key=places.__getitem__)
    looked_up = unknown[:MOST_LOOKED_UP] + named[:MOST_LOOKED_UP]
    if not looked_up:
        return {}
    context = vocabulary.context(question)
    few = _are_few_keywords(question)
    guesses = {}
    for span in looked_up:
        likeliest = partial(vocabulary.nearest, words[span], context, language)
        guess = likeliest(partial(_fits, question, span), few=few, named=_is_named(question, span))
        if guess and not subject_words(guess.word):
            # Question words count as in all passages: `Whose` would be likelier than a topic that is nearer.
            topic = likeliest(partial(_is_slip_of_topic, question, span), named=True)
            guess = topic if topic and topic.sure else guess
        guesses[span] = guess
    return {span: guess for span, guess in guesses.items() if guess}


def _is_rather(word: str, talk: str, held: int, vocabulary: Vocabulary) -> bool:
    """Whether a standard word is what articles have for one of talk, which so many passages hold."""
    if not held:
        return True
    # What is short for several words (`baper`) articles write so, too.
    is_one = " " not in word and not is_ambiguous(talk)
    return is_one and held * USUAL <= vocabulary.held(word)


def _may_be_talk(question: str, place: Span) -> bool:
    """False for what capitals show to be a name: `Pak Parno`, `Halu Oleo`, but not `Kepo banget`."""
    start, end = place
    first = not question[:start].strip() and not question[end:].strip()[:1].isupper()
    return question[start:end].islower() or first


def _is_named(question: str, place: Span) -> bool:
    """Whether a word stands where a name does: after `warga`, or with a capital where few words have one."""
    before = question[: place[0]].split()
    if not before or question.isupper():
        return False
    if is_before_names(before[-1].lower()):
        return True
    if not question[place[0]].isupper():
        return False
    others = [question[slice(*span)] for span in subject_words(question) if span[0] not in (0, place[0])]
    return before[0].islower() or 2 * sum(map(str.islower, others)) > len(others)


def _fits(question: str, place: Span, near: Near) -> bool:
    """Whether a word can stand there: a little word in a sentence, and no word in the place of an acronym."""
    start, end = place
    if not near.slip and not subject_words(near.word):
        return _may_be_little(question, place, near.word)
    if not question[start:end].isupper() or (question.isupper() and " " in question.strip()):
        return True
    # Other acronyms and names are words of neither language or of both.
    of_one = is_listed(near.word, "id") != is_listed(near.word, "en")
    return not of_one or (near.slip and end - start > LONGEST_ACRONYM)


def _is_slip_of_topic(question: str, place: Span, near: Near) -> bool:
    """Whether a word that can stand there names a topic, and the question's is a slip of it.

    Of ordinary words that counts beside keywords only, since of a sentence little words are a part, and only
    where no letter is left out: many a word is one letter longer (`kaan` may be `kapan` as well as `kawan`).
    """
    if not (near.slip and subject_words(near.word) and _fits(question, place, near)):
        return False
    if not is_ordinary(near.word):
        return True
    others, (start, end) = without(question, [place]), place
    return len(near.word) <= end - start and len(subject_words(others)) == len(others.split())


def _may_be_little(question: str, place: Span, word: str) -> bool:
    """Whether a word that says nothing of a subject can stand there: none is a name, or one of keywords."""
    start, end = place
    if not question[:start].strip():
        return word in question_words() and bool(question[end:].strip())
    if word in question_words() and len(word) < SHORTEST_ANYWHERE:
        return False
    return question[start:end].islower() and len(subject_words(question)) < len(question.split())


def _are_few_keywords(question: str) -> bool:
    return len(subject_words(question)) == len(question.split()) <= MOST_KEYWORDS


def corrected(question: str, suggestions: Sequence[Suggestion]) -> str:
    """Gives the question with the sure suggestions in place of its words, quotes and hyphens kept."""
    return _replaced(question, [(one.start, one.end, one.replacement) for one in suggestions if one.sure])


def as_asked(span: Span, suggestions: Sequence[Suggestion]) -> Span:
    """Gives the place in a question of what has a place in `corrected`; a word that was replaced is whole."""
    start, end = span
    for one in suggestions:
        if one.sure:
            after = one.start + len(one.replacement)
            longer = after - one.end
            start = start - longer if start >= after else min(start, one.start)
            end = end - longer if end >= after else one.end if end > one.start else end
    return start, end


def insisting(question: str, suggestions: Sequence[Suggestion]) -> str:
    """Gives the question with quotes around the words that suggestions replace: so they are kept."""
    return _replaced(question, [(one.start, one.end, f'"{one.word}"') for one in suggestions if one.sure])


def _replaced(question: str, places: Sequence[tuple[int, int, str]]) -> str:
    """The question with other text in some places (start, end, text), which are in order."""
    for start, end, text in reversed(places):
        question = question[:start] + text + question[end:]
    return question


def _words(question: str) -> Iterator[Span]:
    """Places of the words, and of numbers, that both languages take as one: not the parts of `kupu-kupu`."""
    indonesian, english = (
        {(start, end) for _, start, end in spanned_terms(question, one)} for one in ANALYSES
    )
    for start, end in sorted(indonesian & english):
        if end - start >= SHORTEST and question[start:end].isalnum():
            yield start, end


def _in_case_of(word: str, meant: str) -> str:
    if not meant.islower():
        return meant  # in the case of the word already
    if word.isupper():
        return meant.upper()
    return meant.capitalize() if word[0].isupper() else meant
