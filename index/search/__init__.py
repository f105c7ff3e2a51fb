"""The read path: from a question to ranked hits, over one generation."""

from index.search.candidates import DEPTH, Candidates
from index.search.searcher import MOST_HITS, Searcher

__all__ = [
    "DEPTH",
    "MOST_HITS",
    "Candidates",
    "Searcher",
]
