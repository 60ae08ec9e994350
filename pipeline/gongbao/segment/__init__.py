"""Text to view, sections, sentences and words."""

from gongbao.model import Segments, TextView
from gongbao.segment.clean import fold, join_figures
from gongbao.segment.reflow import reflow
from gongbao.segment.sections import cut


def segment(text: str) -> Segments:
    """Clean, reflow and cut a document's text; the text itself stays as it is."""
    return cut(join_figures(reflow(fold(TextView.of(text)))))
