"""The dense leg: text to unit vectors, and the nearest of them."""
