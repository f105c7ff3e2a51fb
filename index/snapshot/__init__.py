"""The data directory: generations of the index, and the pointer to the one that serves."""
