"""What a PDF says to a reader, to a screen reader and to an archive, read back from its bytes."""

import io

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def reader(pdf):
    return PdfReader(io.BytesIO(pdf))


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in reader(pdf).pages).split())


def pages(pdf):
    return [" ".join(page.extract_text().split()) for page in reader(pdf).pages]


def outline(pdf):
    return list(_titles(reader(pdf).outline))


def _titles(entries, depth=1):
    for entry in entries:
        if isinstance(entry, list):
            yield from _titles(entry, depth + 1)
        else:
            yield depth, entry["/Title"]


def tags(pdf):
    """The structure tree, flat: pairs of a role and the alternative text."""
    return list(_tags(reader(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _tags(node):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node["/S"].removeprefix("/"), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _tags(node["/K"])


def fonts(pdf):
    found = set()
    for page in reader(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            found.add(font.get_object()["/BaseFont"].split("+")[-1].split("-")[0])
    return found
