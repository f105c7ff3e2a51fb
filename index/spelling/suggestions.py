"""Suggestions: for words of a question that the index hardly holds, the words that were probably meant."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from index.question import Suggestion
from index.records import KNOWN_LANGUAGES
from index.spelling.capitals import is_before_names
from index.spelling.colloquial import is_ambiguous, standard
from index.spelling.glued_words import CODE, unglued
from index.spelling.parted_words import joined
from index.spelling.vocabulary import RARE, SHORTEST, Guess
from index.text.spans import covered, overlaps, without
from index.text.stems import is_listed, is_ordinary, names
from index.text.terms import spanned_terms
from index.text.words import question_words
from index.understanding.subject import subject_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.records import Language, Span
    from index.spelling.frequencies import WordFrequencies
    from index.spelling.near_words import Near
    from index.spelling.vocabulary import Vocabulary

SHORTEST_ANYWHERE = 6
"""Least letters of a question word that is suggested within a question for a typo that is no slip: shorter
ones are near too many others."""
MOST_LOOKED_UP = 3
"""Most unknown words of a question that are looked up: a pasted text may hold many, mostly names."""
USUAL, QUOTED = 10, 400
"""Articles quote talk. So a colloquial word is replaced if at most one in `QUOTED` passages holds it, and at
least `USUAL` times as many passages hold the standard word (bench/CHOICES.md)."""
LONGEST_ACRONYM = 6
"""Most letters of a word that, in capitals among words that are not, is never an ordinary word of one
language misspelt."""
MOST_KEYWORDS = 3
"""Most keywords that are too few to tell a typo from a name."""


def suggest(question: str, vocabulary: Vocabulary, language: Language = "und") -> tuple[Suggestion, ...]:
    """Return a suggestion for each word of a question that is near to the index but not in it, in order.

    Only sure suggestions replace their words. The suggestion for a colloquial word (`dibayarin`) is standard
    Indonesian, for a glued one (`iPhone11`, `U23`) its parts, for two neighbours (`Tik Tok`, `G-20`) the one
    word that articles have, and for any other the word that was probably meant. Words of fewer than
    `SHORTEST` letters and words with a hyphen are left alone, except as neighbours and codes.

    Args:
        question: the question without the parts that must not change.
        vocabulary: the vocabulary of the index.
        language: the language of the question.
    """
    spans = list(_words(question))
    frequencies = vocabulary.frequencies
    respaced = _respaced(question, spans, frequencies)
    taken = covered(respaced)
    left = [span for span in spans if not overlaps(span, taken) and question[slice(*span)].isalpha()]
    held = {span: frequencies.document_frequency(question[slice(*span)]) for span in left}
    meant = respaced | _standard_for_talk(question, held, frequencies, language)
    guesses = {span: Guess(word, sure=True) for span, word in meant.items()}
    rare = {span: passages for span, passages in held.items() if passages <= RARE and span not in meant}
    guesses |= _nearest(question, rare, vocabulary, language)
    return tuple(_suggestion(question, span, guess) for span, guess in sorted(guesses.items()))


def _suggestion(question: str, place: Span, guess: Guess) -> Suggestion:
    typed = question[slice(*place)]
    return Suggestion(typed, _in_case_of(typed, guess.word), *place, guess.sure)


def _respaced(question: str, spans: Iterable[Span], frequencies: WordFrequencies) -> dict[Span, str]:
    """Return what articles write together or apart, unlike the question: span -> how they write it.

    Args:
        question: the question.
        spans: of its words.
        frequencies: of the words of the index.
    """
    together = dict(joined(question, frequencies))
    taken = covered(together)
    words = {span: question[slice(*span)] for span in spans if not overlaps(span, taken)}
    apart = {span: parts for span, word in words.items() if (parts := unglued(word, frequencies))}
    return together | apart


def _standard_for_talk(
    question: str, places: Mapping[Span, int], frequencies: WordFrequencies, language: Language
) -> dict[Span, str]:
    """Return standard words for colloquial ones at some places: span -> passages with the word."""
    quoted = [span for span, passages in places.items() if passages * QUOTED <= frequencies.n_passages]
    talk = [span for span in quoted if language != "en" and _may_be_talk(question, span)]
    return {
        span: word
        for span in talk
        if (word := standard(question[slice(*span)])) and _is_rather(word, question, span, frequencies)
    }


def _nearest(
    question: str, places: Mapping[Span, int], vocabulary: Vocabulary, language: Language
) -> dict[Span, Guess]:
    """Return guesses for the unknown words and the names at some places: span -> passages with the word."""
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
            # Question words count as if all passages had them: `Whose` would be likelier than a nearer topic.
            topic = likeliest(partial(_is_slip_of_topic, question, span), named=True)
            guess = topic if topic and topic.sure else guess
        guesses[span] = guess
    return {span: guess for span, guess in guesses.items() if guess}


def _is_rather(word: str, question: str, place: Span, frequencies: WordFrequencies) -> bool:
    """Whether articles use a standard word rather than the colloquial one in some place of a question.

    They do not if one of them holds the colloquial word beside all other words of the question, as the
    article `Bus Nyasar ke Kuburan` does for `nyasar ke kuburan`. So 82 in 100 snatches of articles with talk
    find their article first, not 58; of snatches with talk put in for the standard word 65, not 67.
    """
    talk = question[slice(*place)]
    held = frequencies.document_frequency(talk)
    if not held:
        return True
    # Articles also use what is short for several words (`baper`).
    if " " in word or is_ambiguous(talk) or held * USUAL > frequencies.document_frequency(word):
        return False
    others = [question[slice(*span)] for span in subject_words(without(question, [place]))]
    return not (others and frequencies.cooccurs(talk, others))


def _may_be_talk(question: str, place: Span) -> bool:
    """Whether capitals do not show a name: in `Kepo banget`, but not in `Pak Parno` or `Halu Oleo`."""
    start, end = place
    first = not question[:start].strip() and not question[end:].strip()[:1].isupper()
    return question[start:end].islower() or first


def _is_named(question: str, place: Span) -> bool:
    """Whether a word is where a name is: after `warga`, or capitalised where few words are."""
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
    """Whether a near word fits its place: a function word in a sentence, no word in place of an acronym."""
    start, end = place
    if not near.slip and not subject_words(near.word):
        return _may_be_little(question, place, near.word)
    if not question[start:end].isupper() or (question.isupper() and " " in question.strip()):
        return True
    # Other acronyms and names are words of neither language or of both.
    of_one = is_listed(near.word, "id") != is_listed(near.word, "en")
    return not of_one or (near.slip and end - start > LONGEST_ACRONYM)


def _is_slip_of_topic(question: str, place: Span, near: Near) -> bool:
    """Whether a near word fits its place and names a topic, and the question has a slip of it.

    An ordinary word counts only among keywords, because sentences have function words, and only if no letter
    was left out: many words are one letter longer (`kaan` may be `kapan` or `kawan`).
    """
    if not (near.slip and subject_words(near.word) and _fits(question, place, near)):
        return False
    if not is_ordinary(near.word):
        return True
    others, (start, end) = without(question, [place]), place
    return len(near.word) <= end - start and len(subject_words(others)) == len(others.split())


def _may_be_little(question: str, place: Span, word: str) -> bool:
    """Whether a function word fits a place: it replaces no name and no keyword."""
    start, end = place
    if not question[:start].strip():
        return word in question_words() and bool(question[end:].strip())
    if word in question_words() and len(word) < SHORTEST_ANYWHERE:
        return False
    return question[start:end].islower() and len(subject_words(question)) < len(question.split())


def _are_few_keywords(question: str) -> bool:
    return len(subject_words(question)) == len(question.split()) <= MOST_KEYWORDS


def corrected(question: str, suggestions: Sequence[Suggestion]) -> str:
    """Return the question with the sure suggestions in place of its words, and quotes and hyphens kept."""
    return _replaced(question, [(one.start, one.end, one.replacement) for one in suggestions if one.sure])


def as_asked(span: Span, suggestions: Sequence[Suggestion]) -> Span:
    """Map a span of `corrected` back to the question; a span within a replaced word covers it whole."""
    start, end = span
    for one in suggestions:
        if one.sure:
            after = one.start + len(one.replacement)
            longer = after - one.end
            start = start - longer if start >= after else min(start, one.start)
            end = end - longer if end >= after else one.end if end > one.start else end
    return start, end


def insisting(question: str, suggestions: Sequence[Suggestion]) -> str:
    """Return the question with quotes around the words that sure suggestions replace, to keep them."""
    return _replaced(question, [(one.start, one.end, f'"{one.word}"') for one in suggestions if one.sure])


def _replaced(question: str, places: Sequence[tuple[int, int, str]]) -> str:
    """Return the question with other text in some places (start, end, text), which are in order."""
    for start, end, text in reversed(places):
        question = question[:start] + text + question[end:]
    return question


def _words(question: str) -> Iterator[Span]:
    """Yield the spans that both languages read as one word or number: not the parts of `kupu-kupu`."""
    indonesian, english = ({span for _, span in spanned_terms(question, one)} for one in KNOWN_LANGUAGES)
    for start, end in sorted(indonesian & english):
        word = question[start:end]
        if (len(word) >= SHORTEST and word.isalnum()) or CODE.fullmatch(word):
            yield start, end


def _in_case_of(word: str, meant: str) -> str:
    if not meant.islower():
        return meant  # in the case of the word already
    if word.isupper():
        return meant.upper()
    return meant.capitalize() if word[0].isupper() else meant
