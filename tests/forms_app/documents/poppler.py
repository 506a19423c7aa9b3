"""What a PDF says to tools that did not write it: poppler, and a plain reader of XML."""

import re
import shutil
import subprocess

from lxml import etree

from tests.tools import missing

_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
_FOOT = re.compile(r"\s*Empreinte [0-9a-f]{12}\s+page \d+ / \d+\s*$")


def run(tool, pdf, *options):
    """Output of a tool of poppler that reads a PDF from its standard input."""
    if shutil.which(tool) is None:
        missing("poppler")
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


def spaced(words):
    return " ".join(words.split())
