"""Understanding: from the typed question to a parsed one, without an index."""
