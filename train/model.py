"""`python -m train.model`: from parallel text and the English teacher to the files of the bundled model."""

from __future__ import annotations

import random
import shutil
from functools import partial
from typing import TYPE_CHECKING

import torch
from transformers import BertModel

from train import development, initialise, vocabulary
from train.command import parser, read_config
from train.distil import Schedule, Trainer
from train.material import clean_pairs, material, note_cleaning, open_news
from train.multilingual import RelevanceTeacher
from train.ship import ship
from train.shipped import reopened
from train.student import SentenceModel
from train.words import ship_words

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from tokenizers import Tokenizer

    from train.command import Config
    from train.parallel import Pair


def open_bert(folder: Path) -> BertModel:
    """Return a network without pooler and dropout; eager attention has a faster backward pass on a CPU."""
    bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
    for module in bert.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    return bert


def news_texts(data: Path, run: Path, config: Config, chance: random.Random) -> list[str]:
    """Return bodies of Indonesian articles that training may see, at most `news_articles` of each file."""
    names = [path.name.removesuffix(".jsonl.xz") for path in sorted((data / "news").glob("*.jsonl.xz"))]
    log: dict[str, Counter[str]] = {}
    news = open_news(data, (name for name in names if not name.endswith(("-en", "_en"))), config, log)
    note_cleaning(run, "vocabulary", log)
    most = config["vocabulary"]["news_articles"]
    texts: list[str] = []
    for articles in news.values():
        texts += [article["text"] for article in chance.sample(articles, min(len(articles), most))]
    return texts


def initial_student(data: Path, run: Path, pairs: list[Pair], config: Config) -> None:
    """Make vocabulary, alignment and first embedding rows: `tokenizer.json` and `initial/` of the run."""
    if (run / "initial").exists():
        return
    chance = random.Random(0)
    software = config["weights"]["software"]
    prose = [pair for pair in pairs if pair.source not in software]
    manuals = [pair for pair in pairs if pair.source in software]
    sample = chance.sample(manuals, min(len(manuals), config["alignment"]["software_pairs"]))
    texts = [pair.indonesian for pair in prose] * 2 + [pair.indonesian for pair in sample[: len(prose) // 2]]
    texts += news_texts(data, run, config, chance)
    teacher = vocabulary.load(vocabulary.teacher_folder() / "tokenizer.json")
    tokenizer = vocabulary.student_tokenizer(teacher, texts, config["vocabulary"]["learn"])
    tokenizer.save(str(run / "tokenizer.json"))
    links = initialise.piece_links(prose + sample, tokenizer, teacher)
    bert = open_bert(vocabulary.teacher_folder())
    rows = bert.get_input_embeddings().weight.detach()
    table, made = initialise.embedding_rows(tokenizer, teacher, rows, links)
    print("embedding rows:", dict(made), flush=True)
    initialise.student_model(bert, table).save_pretrained(run / "initial.partial")
    (run / "initial.partial").rename(run / "initial")


def shipped_student(shipped: Path, run: Path) -> None:
    """Start from the shipped model instead of vocabulary, alignment and the stages it has been through."""
    if not (run / "initial").exists():
        shutil.copyfile(shipped / "tokenizer.json", run / "tokenizer.json")
        reopened(shipped / "model.onnx").save_pretrained(run / "initial.partial")
        (run / "initial.partial").rename(run / "initial")


def train(data: Path, run: Path, config: Config, device: str, shipped: tuple[Path, str]) -> SentenceModel:
    """Run all steps that have not been done yet, and return the trained student.

    `shipped` is the folder of the shipped model and the last stage it has been through, empty to begin anew.
    """
    run.mkdir(parents=True, exist_ok=True)
    pairs = clean_pairs(data, run)
    stages = config["stages"]
    if shipped[1]:
        shipped_student(shipped[0], run)
        stages = stages[1 + [stage["name"] for stage in stages].index(shipped[1]) :]
    else:
        initial_student(data, run, pairs, config)
    longest = config["max_tokens"]
    student = _model(run / "initial", run / "tokenizer.json", longest, device)
    folder = vocabulary.teacher_folder()
    teacher = _model(folder, folder / "tokenizer.json", longest, device)
    dev = partial(development.measure, data / "eval", teacher)
    learnt_from = material(data, pairs, config)
    note_cleaning(run, "news", learnt_from.news)
    for kind in ("translations", "answered", "contexts"):
        print(f"{kind}: {len(getattr(learnt_from, kind))}", flush=True)
    relevance = RelevanceTeacher.open(run.parent / "multilingual")
    for stage in stages:
        schedule = {key: value for key, value in stage.items() if key != "name"}
        print("stage", stage["name"], schedule, flush=True)
        Trainer(student, teacher, Schedule(**schedule), run / stage["name"], relevance).run(learnt_from, dev)
    return student


def _model(folder: Path, tokenizer: Path, longest: int, device: str) -> SentenceModel:
    loaded: Tokenizer = vocabulary.load(tokenizer)
    return SentenceModel(open_bert(folder).to(device).eval(), loaded, longest)


def main() -> None:
    """Train, export, and print the loss of quantisation."""
    asked = parser(__doc__)
    asked.add_argument(
        "--after", default="", help="continue from the model in --out, which has been through this stage"
    )
    arguments = asked.parse_args()
    config = read_config(arguments.config)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    student = train(arguments.data, arguments.run, config, device, (arguments.out, arguments.after))
    texts = development.passages(arguments.data / "eval" / "facqa-id", 128)
    print("int8 against fp32:", ship(student.bert, arguments.run, arguments.out, texts))
    ship_words(arguments.data, arguments.run, config, arguments.out)


if __name__ == "__main__":
    main()
