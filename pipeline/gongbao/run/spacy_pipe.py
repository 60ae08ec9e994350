"""The component ``gongbao`` of a spaCy pipeline: ``nlp.add_pipe("gongbao")``."""

from collections.abc import Callable
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from gongbao.run.texts import extract
from gongbao.write.spacy_docs import FACTS, NAME, annotate


@Language.factory(
    NAME,
    default_config={"date": None, "region": None},
    assigns=["doc.spans", f"doc._.{NAME}", f"doc._.{FACTS}", f"span._.{NAME}"],
)
def component(nlp: Language, name: str, date: str | None, region: str | None) -> Callable[[Doc], Doc]:
    """What sets ``doc.spans["gongbao"]``, ``span._.gongbao`` and ``doc._.gongbao_facts``.

    ``date`` and ``region`` are those of all texts, as of ``gongbao.extract``. Raises ``OptionError`` for one that
    cannot be.
    """
    # Options are checked and patterns loaded now, before a pipeline forks its processes.
    extract("", date=date, region=region)
    return partial(_annotated, date=date, region=region)


def _annotated(doc: Doc, *, date: str | None, region: str | None) -> Doc:
    annotate(doc, extract(doc.text, date=date, region=region))
    return doc
