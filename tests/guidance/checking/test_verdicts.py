"""Each answer of a server has its verdict, within its time and its size, and a redirect is looked at again."""

import time

import pytest

from guidance.checking import Answer, Refused, fetch, fetching, judge, verdicts
from guidance.enums import Verdict


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """A fifth of a second, so that slowness is tried without waiting."""
    monkeypatch.setattr(fetching, "SECONDS", 0.25)


def verdict(url, guard, known=""):
    return judge(fetch(url, guard), asked=url, known=known)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/bon", Verdict.ALIVE),
        ("/vers/301/bon", Verdict.MOVED),
        ("/vers/301/vers/308/bon", Verdict.MOVED),
        ("/vers/302/bon", Verdict.ALIVE),
        ("/vers/301/vers/302/bon", Verdict.ALIVE),
        ("/vers/302/", Verdict.MOVED),  # a page that is now the front of the site
        ("/status/404", Verdict.DEAD),
        ("/status/410", Verdict.DEAD),
        ("/vers/301/status/404", Verdict.DEAD),
        ("/status/401", Verdict.LOGIN),
        ("/compte", Verdict.LOGIN),
        ("/vers/302/connexion", Verdict.DEAD),
        ("/status/403", Verdict.TO_CHECK),
        ("/status/429", Verdict.TO_CHECK),
        ("/status/500", Verdict.TO_CHECK),
        ("/status/503", Verdict.TO_CHECK),
        ("/lent", Verdict.TO_CHECK),
        ("/goutte", Verdict.TO_CHECK),
        ("/sans-fin", Verdict.ALIVE),
        ("/vers/301/vers/301/vers/301/vers/301/vers/301/vers/301/bon", Verdict.TO_CHECK),
    ],
)
def test_an_answer_has_its_verdict(path, expected, at, guard):
    assert verdict(at(path), guard).verdict == expected


def test_a_login_that_took_an_address_over_is_one(at, guard, server):
    server.pages["/login"] = "entrez"
    server.outside = at("/login")
    assert verdict(at("/dehors"), guard).verdict == Verdict.LOGIN


@pytest.mark.parametrize("status", ["500", "503"])
def test_a_server_in_error_and_a_late_one_are_failures_and_a_refusal_of_robots_is_none(status, at, guard):
    assert verdict(at(f"/status/{status}"), guard).failed
    assert verdict(at("/lent"), guard).failed
    assert not verdict(at("/status/403"), guard).failed


def test_a_redirect_to_the_loopback_reaches_nobody(at, guard, server, forbidden):
    for host in ("127.0.0.1", "[::1]", "localhost", "2130706433", "[::ffff:127.0.0.1]", "essai.exemple.invalid"):
        server.outside = f"http://{host}:{forbidden.port}/"
        with pytest.raises(Refused):
            fetch(at("/dehors"), guard)
    assert not forbidden.reached


def test_a_redirect_to_another_scheme_is_refused(at, guard, server):
    for place in ("file:///etc/passwd", "gopher://x.invalid/", "javascript:alert(1)"):
        server.outside = place
        with pytest.raises(Refused):
            fetch(at("/dehors"), guard)


def test_an_answer_without_end_is_cut_at_its_size(at, guard, server):
    answer = fetch(at("/sans-fin"), guard)
    assert len(answer.body) <= fetching.BYTES
    assert server.sent < 500 * fetching.BYTES  # what the kernel holds at both ends, of 260 MB


def test_a_late_answer_is_left_at_its_moment(at, guard):
    started = time.monotonic()
    assert fetch(at("/goutte"), guard).failure == "pas de réponse à temps"
    assert time.monotonic() - started < 3


def test_the_server_is_told_who_asks_and_nothing_of_who_reads(at, guard, server):
    fetch(at("/bon"), guard)
    _, headers = server.asked[0]
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_a_host_that_does_not_exist_is_dead(guard):
    def unknown(host, port):
        raise OSError

    guard.resolve = unknown
    assert verdict("http://parti.exemple.invalid/", guard).verdict == Verdict.DEAD


def test_a_host_is_left_in_peace_between_two_requests(at, guard):
    asked = []
    fetch(at("/vers/301/bon"), guard, pause=asked.append)
    assert asked == ["essai.exemple.invalid"] * 2


WORDS = " ".join(f"mot{number}" for number in range(300))


def mark(words):
    return verdicts.fingerprint(Answer("http://x.invalid/", 200, {"content-type": "text/html"}, words.encode()))


def test_a_page_with_another_date_is_the_same_and_one_with_other_words_has_changed(at, guard, server):
    server.pages["/texte"] = WORDS
    known = verdict(at("/texte"), guard).fingerprint
    server.pages["/texte"] = f"<script>1</script><p>{WORDS} 23/11/2026</p>"
    assert verdict(at("/texte"), guard, known).verdict == Verdict.ALIVE
    server.pages["/texte"] = "Ce domaine est à vendre. Achetez-le dès aujourd’hui, à petit prix."
    assert verdict(at("/texte"), guard, known).verdict == Verdict.CHANGED


def test_a_file_is_the_same_to_the_byte():
    pdf = {"content-type": "application/pdf"}
    one, other = (verdicts.fingerprint(Answer("", 200, pdf, body)) for body in (b"%PDF-1", b"%PDF-2"))
    assert not verdicts.alike(one, other)
    assert verdicts.alike(one, one)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("http://x.invalid/a", "https://x.invalid/a"),
        ("http://x.invalid/a", "https://www.x.invalid/a/"),
    ],
)
def test_the_same_page_over_a_safer_road_has_not_moved(asked, found):
    answer = Answer(found, 200, {"content-type": "text/html"}, WORDS.encode(), hops=1, moved=True)
    assert judge(answer, asked=asked).verdict == Verdict.ALIVE
