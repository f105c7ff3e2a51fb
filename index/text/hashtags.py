"""Hashtags: where one ends a word and begins another."""

_CAPITALS = "A-ZÀ-ÖØ-Þ"
_BIG, _SMALL = f"[{_CAPITALS}]", rf"[^\W\d_{_CAPITALS}]"
# Two consonants with which words begin, of all that are none: `Kr` and not `Mm`, `Kd`.
_NO_BEGINNING = (
    r"(?![BCFGKPS]l|[BCDFGKPTVW]r|[CGKPRSTW]h|[DKST]w|[NS]y|Ng|[GKS]n|Sm|[PT]s|S[ckpqt])"
    r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-z]"
)
TAG_PART = (
    rf"(?<=[#\w])(?:{_BIG}{_SMALL}+(?={_BIG}|\d\d)|{_SMALL}{{3,}}(?={_BIG}|\d\d)"
    rf"|{_BIG}+(?={_NO_BEGINNING}{_SMALL}{{2}}){_BIG}|{_BIG}{{2,}}(?={_BIG}{_SMALL})"
    rf"|{_BIG}{{3,}}(?=\d\d)|\d+(?={_BIG}{_SMALL}))"
)
"""Every part of a hashtag but its last: `Banjir` of `#BanjirJakarta`, `Pilkada` of `#Pilkada2024`, `STM` of
`#STMmelawan`; not `G` of `#G20` nor `Moto` of `#Moto2`. After a letter it can only begin where another part
ends."""
