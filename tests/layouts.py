"""Layouts for tests, made from layouts/zhuanbao.yaml, so that they follow it."""
import re

import harness

EM = 156 / 28          # one Han of the body, in mm (RULES 5)


def replace(text, pattern, by):
    """Replaces what must occur exactly once: no edit goes stale unseen."""
    text, count = re.subn(pattern, by, text)
    assert count == 1, f"{count} matches of {pattern} in layouts/zhuanbao.yaml"
    return text


def drop(text, section):
    """Removes a top-level section."""
    return replace(text, rf"(?ms)^{section}:.*?(?=^\S|\Z)", "")


def bare(columns=28, title=False):
    """Body text alone: no head, foot, page number, or first-line indent, and
    so many Han to a line."""
    text = (harness.ROOT / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    for section in ("head", "running", "foot"):
        text = drop(text, section)
    text = replace(text, r"width: 156mm", f"width: {columns * EM:.4f}mm")
    text = replace(text, r"columns: 28", f"columns: {columns}")
    text = replace(text, r"(?s)(  body:.*?first-line:) 2字", r"\1 0")
    if not title:
        text = replace(text, r"title-required: true", "title-required: false")
    return text


def on_grid(text=None):
    """The layout, or one made from it, with the strict column grid."""
    if text is None:
        text = (harness.ROOT / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    return replace(text, r"(?m)^  grid: none$", "  grid: strict")
