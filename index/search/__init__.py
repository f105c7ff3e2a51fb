"""The read path: from a question to ranked hits, over one generation."""

from index.search.candidates import Candidates
from index.search.retrieval import DEPTH
from index.search.searcher import MOST_HITS, Searcher
from index.search.understanding import MOST_CHARACTERS
from index.snapshot.pointer import read_pointer as current_generation

__all__ = [
    "DEPTH",
    "MOST_CHARACTERS",
    "MOST_HITS",
    "Candidates",
    "Searcher",
    "current_generation",
]
