"""From what the two legs found to a ranked list: fusion, then one passage an article."""
