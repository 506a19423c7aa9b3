"""What an answer says of a reference: alive, moved, dead, behind a login, changed, or not to be known today."""

import hashlib
import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from guidance.checking.fetching import Answer
from guidance.enums import Verdict

_GONE = {404, 410}
_ACCOUNT = {401, 407}
_DOOR = re.compile(r"/(log-?in|sign-?in|connexion|connecter|auth|sso|cas|identification)\b", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->|<[^>]+>", re.DOTALL | re.IGNORECASE)
_SAME = 12  # bits of 64 that a page may change (a date, a counter) and still be the same


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with its reason in French; `fingerprint` of what was read, `failed` when nothing could be."""

    verdict: Verdict
    reason: str = ""
    fingerprint: str = ""
    failed: bool = False


def judge(answer: Answer, *, asked: str, known: str = "") -> Finding:
    """Say what an answer to the address `asked` means; `known` is the mark of the content last checked."""
    if answer.status is None:
        dead = answer.unreachable
        return Finding(Verdict.DEAD if dead else Verdict.TO_CHECK, answer.failure, failed=not dead)
    if answer.status in _GONE:
        return Finding(Verdict.DEAD, f"le serveur répond {answer.status}")
    if answer.status in _ACCOUNT or _is_door(answer, asked):
        return Finding(Verdict.LOGIN, "la page demande un compte")
    if answer.status >= 300 or answer.status < 200:
        return Finding(Verdict.TO_CHECK, f"le serveur répond {answer.status}", failed=answer.status >= 500)
    return _read(answer, asked, known)


def _read(answer: Answer, asked: str, known: str) -> Finding:
    seen = fingerprint(answer)
    if _is_front(answer.url) and not _is_front(asked) and answer.hops:
        return Finding(Verdict.MOVED, "mène à la première page du site", seen)
    if answer.moved and not _same_address(answer.url, asked):
        return Finding(Verdict.MOVED, "redirection permanente", seen)
    if known and not alike(known, seen):
        return Finding(Verdict.CHANGED, "le contenu n’est plus celui qui avait été vérifié", seen)
    return Finding(Verdict.ALIVE, "", seen)


def _is_door(answer: Answer, asked: str) -> bool:
    """A page that asks for a password, or an address that a login took over."""
    led = answer.hops > 0 and bool(_DOOR.search(urlsplit(answer.url).path)) and not _DOOR.search(urlsplit(asked).path)
    return led or bool(_PASSWORD.search(answer.body))


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.rstrip("/") in {"", "/fr", "/en", "/index.html"} and not parts.query


def _same_address(one: str, other: str) -> bool:
    """The same page over https, with or without « www. » or a last slash, has not moved."""
    left, right = (re.sub(r"^https?://(www\.)?", "", url.partition("#")[0]).rstrip("/") for url in (one, other))
    return left == right


def fingerprint(answer: Answer) -> str:
    """Return a mark of the content: of its words when they can be read, close for close words; else of its bytes."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.startswith("text/") or kind in {"", "application/xhtml+xml"}:
        words = html.unescape(_UNSEEN.sub(" ", answer.body.decode("utf-8", "replace"))).casefold().split()
        return f"s:{_simhash(words):016x}"
    return f"b:{hashlib.sha256(answer.body).hexdigest()}"


def alike(known: str, seen: str) -> bool:
    """Tell whether two marks are of the same content, a few words apart."""
    if known[:2] == seen[:2] == "s:":
        return (int(known[2:], 16) ^ int(seen[2:], 16)).bit_count() <= _SAME
    return known == seen


def _simhash(words: list[str]) -> int:
    """Sixty-four votes over every three words in a row: a word more moves few of them."""
    votes = [0] * 64
    for place in range(max(1, len(words) - 2)):
        mark = int.from_bytes(
            hashlib.blake2b(" ".join(words[place : place + 3]).encode(), digest_size=8).digest(), "big"
        )
        for bit in range(64):
            votes[bit] += 1 if mark >> bit & 1 else -1
    return sum(1 << bit for bit in range(64) if votes[bit] > 0)
