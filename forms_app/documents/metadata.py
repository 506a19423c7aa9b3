"""What a file says of itself besides its pages, read back from its own bytes."""

import html
import re

_PACKET = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_TOLD = re.compile(r"<((?:dc|pdf|xmp|photoshop):(\w+))>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MECHANICAL = {"CreateDate", "ModifyDate", "CreatorTool", "Producer", "PDFVersion", "format", "language"}


def described(pdf: bytes) -> tuple[str, ...]:
    """Return the words of the metadata of a PDF/A file: title, author, subject, keywords, whatever they are.

    An archival file repeats in its packet (never compressed) all that its information dictionary says; dates, tools
    and identifiers are left out. ValueError when there is no packet to read.
    """
    packets = [packet.decode() for packet in _PACKET.findall(pdf)]
    if not packets:
        raise ValueError("no metadata in the file")
    told = [(name, value) for packet in packets for _, name, value in _TOLD.findall(packet)]
    words = [html.unescape(_TAG.sub(" ", value)).strip() for name, value in told if name not in _MECHANICAL]
    return tuple(word for word in words if word)
