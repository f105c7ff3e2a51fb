"""Whole examples for the OpenAPI document; a test checks each against its schema."""

from __future__ import annotations

from typing import Any

from service import errors
from service.errors import http_kind, problem_body
from service.generations import NOTHING_YET
from service.middleware import MAX_BODY_BYTES
from service.schemas import FieldError

QUESTION: dict[str, Any] = {
    "question": "When did the earthquake hit Lembata in April 2024?",
    "limit": 5,
    "language": ["id", "en"],
    "collapse": "story",
    "time": "prefer",
    "explain": True,
}

_SUMMARY: dict[str, Any] = {
    "id": "9b1d0c6f2a7e4433",
    "title": "Gempa magnitudo 5,4 guncang Lembata",
    "language": "id",
    "published": "2024-04-19T12:55:00+08:00",
    "published_inferred": False,
    "source": "Kabar Nusa",
    "authors": ["Rina Lamawuran"],
    "url": "https://kabarnusa.example/gempa-lembata",
    "keywords": ["gempa", "Lembata"],
    "section": "Daerah",
    "place": "Lewoleba",
    "origin": "seeds/gempa-lembata.html",
    "record_id": None,
}
_COPY: dict[str, Any] = {
    **_SUMMARY,
    "id": "41c07be2a95d8f60",
    "published": "2024-04-19T14:10:00+08:00",
    "source": "Warta Timur",
    "url": None,
    "origin": "seeds/warta-timur/lembata.txt",
}
_SENTENCE = "Gempa bermagnitudo 5,4 mengguncang Lembata pada Jumat siang pukul 12.05 WITA."


def _match(start: int, end: int, question_word: str, *, via: str, probability: float) -> dict[str, Any]:
    return {
        "word": _SENTENCE[start:end],
        "question_word": question_word,
        "via": via,
        "probability": probability,
        "start": start,
        "end": end,
    }


ANSWER: dict[str, Any] = {
    "question": QUESTION["question"],
    "language": "en",
    "took_ms": 6.2,
    "generation": "0007-3f9a1c2e",
    "understood": {
        "phrases": [],
        "excluded": [],
        "framing": [],
        "times": [
            {
                "text": "in April 2024",
                "start": 36,
                "end": 49,
                "since": "2024-04-01",
                "until": "2024-04-30",
                "certain": True,
            }
        ],
        "time_use": "prefer",
        "suggestions": [],
        "corrected": None,
        "insisting": None,
        "note": None,
    },
    "hits": [
        {
            "article": _SUMMARY,
            "passage": {"text": _SENTENCE, "start": 0, "end": len(_SENTENCE)},
            "snippet": {
                "start": 0,
                "end": len(_SENTENCE),
                "highlights": [[0, 5], [35, 42]],
                "by": "words",
            },
            "score": 2.124,
            "relevance": 0.87,
            "legs": {"dense": {"rank": 1, "score": 0.712}, "lexical": {"rank": 3, "score": 11.9}},
            "passages": [],
            "outlets": [_COPY],
            "explanation": {
                "dense": 0.712,
                "lexical": 1.162,
                "period": 0.25,
                "recency": 0.0,
                "language": 0.0,
                "matches": [
                    _match(0, 5, "earthquake", via="translation", probability=0.81),
                    _match(35, 42, "lembata", via="word", probability=1.0),
                ],
                "standardised": {"dense": 0.949333, "lexical": 4.648},
                "grouped": [
                    {
                        "id": _COPY["id"],
                        "because": "same_story",
                        "score": 2.031,
                        "like": _SUMMARY["id"],
                        "likeness": 0.953125,
                    }
                ],
            },
        }
    ],
    "withheld": 0,
    "below": None,
    "explanation": {"dense_share": 0.75, "because": "asks", "cut": []},
}

ARTICLE: dict[str, Any] = {
    **_SUMMARY,
    "body": f"{_SENTENCE}\n\nTidak ada laporan kerusakan.",
}

STATUS: dict[str, Any] = {
    "generation": "0007-3f9a1c2e",
    "built_at": "2024-04-20T01:00:00+00:00",
    "articles": 48,
    "passages": 131,
    "languages": {"id": 25, "en": 23},
    "sources": {"Kabar Nusa": 12, "Harbour Post": 9},
    "oldest": "2024-01-03",
    "newest": "2024-04-19",
    "encoder": "cari-bilingual",
    "recall": 1.0,
    "analysis_is_current": True,
    "service": {"version": "0.1.0", "uptime_seconds": 86400.0, "trouble": None},
}

READY: dict[str, Any] = {"status": "ready", "generation": "0007-3f9a1c2e"}

_SEARCH = "/v1/search"
_TOO_MANY = "`limit` is 500: Input should be less than or equal to 100."

PROBLEMS: dict[int, dict[str, Any]] = {
    400: problem_body(
        http_kind(400),
        'The body cannot be read: send JSON in UTF-8, such as {"question": "gempa Cianjur"}.',
        _SEARCH,
    ),
    404: problem_body(
        errors.NO_ARTICLE,
        "No article has the id 'abc': ids are 16 hex digits, as `cari search` prints them, and an article "
        "that is no longer among the sources leaves with the next build.",
        "/v1/articles/abc",
    ),
    413: problem_body(
        errors.TOO_LARGE,
        f"The body is larger than {MAX_BODY_BYTES} bytes; ask one question at a time.",
        _SEARCH,
    ),
    415: problem_body(
        errors.NOT_JSON, "The content type is text/plain; send `Content-Type: application/json`.", _SEARCH
    ),
    422: problem_body(errors.INVALID, _TOO_MANY, _SEARCH, [FieldError(field="limit", detail=_TOO_MANY)]),
    503: problem_body(errors.NO_INDEX, NOTHING_YET, _SEARCH),
}
"""By status; a test compares each with the real answer."""
