"""The tables of `catalog.sqlite`."""

from __future__ import annotations

# Bodies have their own table, so that counts by language or source read a hundredth of the file.
SCHEMA = """
CREATE TABLE articles (
    ordinal INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    passages INTEGER NOT NULL,
    day INTEGER,
    title TEXT,
    language TEXT NOT NULL,
    origin TEXT NOT NULL,
    published TEXT,
    published_inferred INTEGER NOT NULL,
    source TEXT,
    authors TEXT NOT NULL,
    url TEXT,
    keywords TEXT NOT NULL,
    section TEXT,
    place TEXT,
    record_id TEXT
);
CREATE TABLE bodies (
    article INTEGER PRIMARY KEY,
    body TEXT NOT NULL
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    hash TEXT NOT NULL
);
"""
ARTICLE_FIELDS = (
    "id",
    "title",
    "language",
    "origin",
    "published",
    "published_inferred",
    "source",
    "authors",
    "url",
    "keywords",
    "section",
    "place",
    "record_id",
)
"""Columns of `articles` that are fields of `Article`; its body is in `bodies`."""
