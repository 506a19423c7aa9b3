"""A byte search for planted words in every form that a program may have written them in."""

import base64
import json
import re
import unicodedata
import zlib
from html import escape
from pathlib import Path
from urllib.parse import quote, quote_plus

TOKEN = re.compile(rb"(?<![\w-])\.?(eJ[\w-]{10,})")  # how zlib's first two bytes begin in base64
STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


def forms(word: str) -> dict[str, bytes]:
    """A word as bytes, by the name of its form; all of them are long enough to mean something."""
    spelled = {"plain": word, "lower": word.lower(), "upper": word.upper(), "folded": folded(word)}
    spelled |= {"decomposed": unicodedata.normalize("NFD", word), "html": escape(word)}
    found = {name: text.encode() for name, text in spelled.items()}
    found |= {f"{name} {code}": text.encode(code, "replace") for name, text in (("", word), ("lower", word.lower()))
              for code in ("utf-16-le", "utf-16-be", "latin-1")}  # fmt: skip
    found["json"] = json.dumps(word)[1:-1].encode()
    found["json twice"] = json.dumps(json.dumps(word)[1:-1])[1:-1].encode()
    found["url"], found["url form"] = quote(word).encode(), quote_plus(word.encode("latin-1", "replace")).encode()
    found["repr"] = ascii(word)[1:-1].encode()
    found["hex"], found["hex upper"] = word.encode().hex().encode(), word.encode().hex().upper().encode()
    for kind, text in (("", word), ("json ", json.dumps(word)[1:-1])):  # a session is JSON in base64
        for place, part in enumerate(in_base64(text)):
            found[f"base64 {kind}{place}"] = part
            found[f"base64 url {kind}{place}"] = part.replace(b"+", b"-").replace(b"/", b"_")
    for level in (1, 6, 9):
        found[f"zlib {level}"] = zlib.compress(word.encode(), level)[2:-4]
    return {name: found[name] for name in found if len(found[name]) > 6}


def folded(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def in_base64(word: str) -> list[bytes]:
    """What base64 always writes for a word, at each of the three places it may begin."""
    raw, parts = word.encode(), []
    for lead in range(3):
        written = base64.b64encode(b"\0" * lead + raw)
        start, whole = -(-lead * 4 // 3), (lead + len(raw)) // 3 * 4
        parts.append(written[start:whole])
    return parts


def squeezed(data: bytes) -> bytes:
    """What the compressed pieces of these bytes hold: signed cookies and sessions of Django, streams of zlib."""
    # A run of signs longer than its token by one holds no byte more: base64 has no group of one sign.
    tokens = (token[:-1] if len(token) % 4 == 1 else token for token in TOKEN.findall(data))
    held = [base64.urlsafe_b64decode(token + b"=" * (-len(token) % 4)) for token in tokens]
    held += [data[found.start() : found.start() + 200_000] for found in STREAM.finditer(data)]
    return b"\n".join(inflated(piece) for piece in held)


def inflated(piece: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(piece, 1_000_000)
    except zlib.error:
        return b""


def found_in(data: bytes, words: list[str]) -> list[str]:
    """The forms of the words that stand somewhere in these bytes; the words themselves are not repeated."""
    data += squeezed(data)
    return [f"{rank}: {name}" for rank, word in enumerate(words) for name, form in forms(word).items() if form in data]


def found_under(folder: Path, words: list[str]) -> dict[str, list[str]]:
    """The files of a folder that hold a form of a word, or that are named after one."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "static" not in path.relative_to(folder).parts:
            told = found_in(read(path) + str(path).encode(), words)
            if told:
                found[str(path.relative_to(folder))] = told
    return found


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # a file of the database that a checkpoint took away
        return b""
