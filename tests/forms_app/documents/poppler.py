"""What a PDF says to tools that did not write it: poppler, and a plain reader of XML."""

import re
import subprocess

from lxml import etree

from forms_app.documents import SPECIMEN, printed_words
from tests import tools

_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
_FOOT = re.compile(r"\s*(Modèle \S+, m|M)ise en page \S+\. Empreinte [0-9a-f]{12}\s+page \d+ / \d+\s*$")


def run(tool, pdf, *options):
    """Output of a tool of poppler that reads a PDF from its standard input."""
    if not tools.poppler():
        tools.missing("poppler")
    return subprocess.run([tool, *options], input=pdf, check=True, capture_output=True).stdout.decode()


def pages(pdf):
    """Words of each page, in the order in which they are drawn, the foot of the page left out."""
    raw = run("pdftotext", pdf, "-raw", "-", "-").split("\f")[:-1]
    return [spaced(_FOOT.sub("", page)) for page in raw]


def feet(pdf):
    """The last line of each page before its number: the short hash."""
    return re.findall(r"Empreinte ([0-9a-f]{12})\s+page (\d+) / (\d+)", run("pdftotext", pdf, "-raw", "-", "-"))


def information(pdf):
    lines = run("pdfinfo", pdf, "-").splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def fonts(pdf):
    """Rows of `pdffonts`: name of the face, whether it is embedded."""
    rows = run("pdffonts", pdf, "-").splitlines()[2:]
    return {row.split()[0].split("+")[-1]: re.search(r"(yes|no) +(yes|no) +(yes|no) +\d+", row)[1] for row in rows}


def packet(pdf):
    return etree.fromstring(re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", pdf, re.DOTALL)[0])


def told(pdf, path):
    """Text of the first place of the metadata that answers an XPath."""
    return "".join(packet(pdf).xpath(f"string({path})", namespaces=_NAMES)).strip()


def said(frozen, pdf):
    """Words of the whole file without what is repeated on each page: its foot, and the running head of a specimen."""
    foot = spaced(printed_words(frozen, frozen.digest).text.split("\n")[-2])
    first, *others = [page.removesuffix(foot).strip() for page in pages(pdf)]
    return spaced(" ".join([first, *(page.removeprefix(SPECIMEN) for page in others)]))


def expected(frozen):
    """Every line of the letter without the foot."""
    return spaced(" ".join(printed_words(frozen, frozen.digest).text.split("\n")[:-2]))


def spaced(words):
    return " ".join(words.split())
