"""Hashtags: where their parts end (`#BanjirJakarta`)."""

_CAPITALS = "A-ZÀ-ÖØ-Þ"
_BIG, _SMALL = f"[{_CAPITALS}]", rf"[^\W\d_{_CAPITALS}]"
# Two consonants with which no word begins: `Mm`, `Kd`, but not `Kr`.
_NO_BEGINNING = (
    r"(?![BCFGKPS]l|[BCDFGKPTVW]r|[CGKPRSTW]h|[DKST]w|[NS]y|Ng|[GKS]n|Sm|[PT]s|S[ckpqt])"
    r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-z]"
)
TAG_PART = (
    rf"(?<=[#\w])(?:{_BIG}{_SMALL}+(?={_BIG}|\d\d)|{_SMALL}{{3,}}(?={_BIG}|\d\d)"
    rf"|{_BIG}+(?={_NO_BEGINNING}{_SMALL}{{2}}){_BIG}|{_BIG}{{2,}}(?={_BIG}{_SMALL})"
    rf"|{_BIG}{{3,}}(?=\d\d)|\d+(?={_BIG}{_SMALL}))"
)
"""Regular expression for every part of a hashtag except the last: `Banjir` in `#BanjirJakarta`, `Pilkada` in
`#Pilkada2024`, `STM` in `#STMmelawan`; not `G` in `#G20` or `Moto` in `#Moto2`. After a letter a part can
begin only where another part ends."""
