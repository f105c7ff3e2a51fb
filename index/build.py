"""The write path, top to bottom: paths -> articles -> passages -> both legs -> a published generation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.config import BuildConfig
from index.dense.encoder import open_encoder
from index.errors import SnapshotError
from index.generation_writer import GenerationWriter
from index.golden import read_golden
from index.lost_articles import check_articles, check_sources, named_again
from index.reading.files import absolute, check_utf8
from index.snapshot.lineage import generation_to_rebuild, predecessor
from index.snapshot.manifest import Manifest
from index.snapshot.pointer import serving
from index.snapshot.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dense.encoder import Encoder
    from index.report import Observer, Report


def build(
    sources: Sequence[str | Path],
    data: Path,
    config: BuildConfig | None = None,
    *,
    encoder: Encoder | None = None,
    observer: Observer = lambda _: None,
    force: bool = False,
) -> Report:
    """Index files into a new generation and publish it.

    Args:
        sources: files, directories or globs.
        data: the data directory; created if it does not exist.
        config: the configuration of the build; by default the bundled model.
        encoder: a model already in memory; if None, the one of `config` is opened.
        observer: called with the progress of the build.
        force: publish even if golden questions, sources or most articles of a source are lost.

    Raises:
        ReadError: the sources hold nothing to index; or a source of the previous generation is gone or lost
            most of its articles, see `index.lost_articles`; or a path is not UTF-8. Nothing was published.
        BuildInProgress: another build holds the data directory.
        ModelError: the model cannot be opened.
        DamagedSnapshot: the new generation failed its checks; nothing was published.
        EvaluationError: the golden questions of `config` cannot be read, or are about other articles.
        GoldenQuestionsLost: the new generation loses golden questions, or articles that they name are
            gone; nothing was published.
    """
    return _build(sources, data, config or BuildConfig(), encoder, observer, force=force)


def _build(
    sources: Sequence[str | Path],
    data: Path,
    config: BuildConfig,
    encoder: Encoder | None,
    observer: Observer,
    *,
    force: bool,
    again: str | None = None,
) -> Report:
    """Build as `build` does; if `again` is given, only while that generation serves."""
    config = _anchored(config)
    paths = [absolute(source) for source in sources]
    # Check before hours of work, not after.
    check_utf8(*paths, str(data.absolute()), config.model or "", config.golden or "")
    golden = read_golden(config.golden)
    encoder = encoder or open_encoder(config.model)
    store = Store(data)
    with store.staging() as staged:
        served = serving(data)
        if again and again != served:
            raise SnapshotError(f"A build has published generation {served} meanwhile: rebuild that.")
        before = predecessor(store)
        checked = named_again(paths, before) if before and not force else []
        if before:
            check_sources(checked, before)
        writing = GenerationWriter(staged, store, before, encoder, observer)
        writing.read([str(source) for source in sources])
        if before:
            check_articles(writing.report, checked, before)
            check_sources(checked, before)  # a disk may have gone while it was read
        return writing.publish(paths, config, golden, over=served, force=force)


def rebuild(data: Path, *, observer: Observer = lambda _: None, force: bool = False) -> Report:
    """Build again from the sources and with the model of the current generation, even if it is damaged.

    Raises:
        NoSnapshot: there is no generation.
        DamagedSnapshot: the manifest of the current generation is damaged, or of a newer format.
        Also all errors of `build`.
    """
    again = serving(data)
    draft = Manifest.load(generation_to_rebuild(Store(data)).path, older=True).draft
    return _build(draft.sources, data, draft.config, None, observer, force=force, again=again)


def _anchored(config: BuildConfig) -> BuildConfig:
    """Return the configuration with absolute paths, so that `rebuild` works from any directory."""
    if config.golden is not None:
        config = replace(config, golden=absolute(config.golden))
    if config.model is None or not Path(config.model).is_dir():
        return config
    return replace(config, model=absolute(config.model))
