"""Reading: from paths to articles. Bad input becomes a `Problem`, and everything else is still read."""

from index.reading.file import read_file
from index.reading.files import SourceFile, find_files
from index.reading.kinds import SUFFIXES, nothing_read

__all__ = ["SUFFIXES", "SourceFile", "find_files", "nothing_read", "read_file"]
