"""A page as a person meets it. Making one checks what every page owes its reader."""

import re
import warnings
from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

VOICELESS = {"hidden", "submit", "button"}


class Page:
    """An HTML response: well-formed, one h1, a title, a label for each field, no id twice, nothing inline."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status: int = response.status_code
        self.html: str = response.get_data(as_text=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            self.tree: Element = parser.parse(self.html)
        faults = [str(fault) for fault in parser.errors]
        assert not faults, f"invalid HTML: {faults[:3]}"
        self._check()

    def _check(self) -> None:
        assert self.tree.get("lang") in {"vi", "en"}
        assert len(self.all("h1")) == 1, f"{len(self.all('h1'))} h1 on the page"
        title = self.tree.find(".//title")
        assert title is not None
        assert (title.text or "").strip()
        ids = Counter(node.get("id") for node in self.tree.iter() if node.get("id"))
        assert not [name for name, times in ids.items() if times > 1], ids.most_common(3)
        assert not [node for node in self.tree.iter() if node.get("style")], "an inline style"
        assert not [n for n in self.all("script") if n.get("src") is None], "an inline script"
        for node in (*self.all("input"), *self.all("select"), *self.all("textarea")):
            assert self._is_labelled(node), f"a field without a label: {node.attrib}"

    def _is_labelled(self, node: Element) -> bool:
        if node.get("type") in VOICELESS or node.get("aria-label") or node.get("aria-labelledby"):
            return True
        labels = {label.get("for") for label in self.all("label")}
        inside = any(node in list(label.iter()) for label in self.all("label"))
        return inside or (node.get("id") is not None and node.get("id") in labels)

    def all(self, tag: str) -> list[Element]:
        return list(self.tree.iter(tag))

    @property
    def h1(self) -> str:
        return _words(self.all("h1")[0])

    @property
    def text(self) -> str:
        """What a person reads, in single spaces."""
        return _words(self.tree)

    @property
    def links(self) -> dict[str, str]:
        return {_words(a): a.get("href") or "" for a in self.all("a")}

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        return next(n.get("value") or "" for n in self.all("input") if n.get("name") == name)


def _words(node: Element) -> str:
    return re.sub(r"\s+", " ", " ".join(node.itertext())).strip()


def timeless(answer: Any) -> str:
    """What a page says, without the tokens of its forms: they tell the second in which it was made."""
    return re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", answer.get_data(as_text=True))
