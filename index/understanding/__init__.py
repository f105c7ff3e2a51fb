"""Understanding: from what somebody typed to what is asked for, without looking into an index."""
