"""No address that is not public is ever reached, whatever it is written or wrapped as."""

import pytest

from guidance.checking import PublicOnly, Refused, fetch
from guidance.checking.guard import is_public

HOSTILE = """
http://127.0.0.1/ http://127.1/ http://2130706433/ http://0x7f000001/ http://0177.0.0.1/ http://0/ http://0.0.0.0/
http://localhost/ http://localhost./ http://intranet/ http://[::1]/ http://[::]/ http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/ http://[64:ff9b::7f00:1]/ http://[64:ff9b::10.0.0.1]/ http://[64:ff9b:1::1]/
http://[2002:7f00:1::]/ http://[2002:a00:1::1]/ http://[2001:0:1::1]/ http://[fd00::1]/ http://[fe80::1]/
http://[fec0::1]/ http://[ff02::1]/ http://[::7f00:1]/ http://10.0.0.1/ http://172.16.0.1/ http://192.168.1.1/
http://169.254.169.254/latest/meta-data/ http://100.64.0.1/ http://198.18.0.1/ http://224.0.0.1/ http://255.255.255.255/
http://240.0.0.1/ http://192.0.2.1/ http://192.88.99.1/ https://exemple.invalid:22/ http://exemple.invalid:5432/
http://nom:secret@exemple.invalid/ http://exemple.invalid@127.0.0.1/ file:///etc/passwd gopher://exemple.invalid/
ftp://exemple.invalid/ javascript:alert(1) //exemple.invalid/ http:/exemple.invalid/ http:// http://[/ http://..invalid/
http://exemple.invalid\\@127.0.0.1/
""".split()


def resolver(*ips):
    return lambda host, port: list(ips)


def test_there_are_more_than_forty_hostile_addresses():
    assert len(set(HOSTILE)) >= 45


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_refused_before_any_connection(url, monkeypatch):
    monkeypatch.setattr("socket.create_connection", lambda *args, **kwargs: pytest.fail("connected"))
    ips = lambda host, port: [host] if host[:1].isdigit() or ":" in host else ["127.0.0.1"]  # noqa: E731 - a name server in one line
    with pytest.raises(Refused):
        fetch(url, PublicOnly(["*"], ips))


#: The same places as a server writes them in a redirect, at the port of a listener that counts who comes.
LED_TO = [
    f"http://{host}:{{port}}/"
    for host in (
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "0.0.0.0", "localhost", "localhost.",  # noqa: S104 - addresses to refuse
        "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "[2001:0:1::1]", "[::7f00:1]", "essai.exemple.invalid", "nom:secret@127.0.0.1", "exemple.invalid@127.0.0.1",
    )
]  # fmt: skip


@pytest.mark.parametrize("place", LED_TO)
def test_a_redirect_to_a_hostile_address_reaches_no_listener(place, at, guard, server, forbidden):
    server.outside = place.format(port=forbidden.port)
    with pytest.raises(Refused):
        fetch(at("/dehors"), guard)
    assert not forbidden.reached


@pytest.mark.parametrize("place", [*LED_TO, *(url for url in HOSTILE if url.startswith("http://"))])
def test_a_hostile_address_of_a_record_reaches_no_listener(place, forbidden):
    with pytest.raises(Refused):
        fetch(place.format(port=forbidden.port) if "{port}" in place else place, PublicOnly(["*"]))
    assert not forbidden.reached


@pytest.mark.parametrize(
    "url", ["http://exemple.invalid/a\r\nHost: x", "http://exemple.invalid/ x", "http://e.invalid/" + "a" * 600]
)
def test_an_address_that_would_write_a_line_of_the_request_is_refused(url):
    with pytest.raises(Refused):
        PublicOnly(["*"], resolver("93.184.215.14")).target(url)


def test_one_private_address_among_those_of_a_host_refuses_them_all():
    with pytest.raises(Refused):
        PublicOnly(["*"], resolver("93.184.215.14", "10.0.0.1")).target("http://exemple.invalid/")


def test_the_address_connected_to_is_the_one_that_was_checked(monkeypatch):
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])  # a name that changes its answer
    reached = []

    def connect(where, timeout):
        reached.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", connect)
    answer = fetch("http://exemple.invalid/", PublicOnly(["*"], lambda host, port: next(answers)))
    assert reached == [("93.184.215.14", 80)]
    assert answer.failure == "connexion refusée"


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.215.14"])
def test_a_public_address_is_let_through(ip):
    assert is_public(ip)


@pytest.mark.parametrize(
    ("hosts", "host", "passes"),
    [
        (["who.int"], "who.int", True),
        (["who.int"], "www.who.int", True),
        (["who.int"], "who.int.evil.invalid", False),
        (["who.int"], "evilwho.int", False),
        (["WHO.int."], "www.who.int", True),
        (["*"], "anything.invalid", True),
        ([], "who.int", False),
    ],
)
def test_only_the_hosts_named_and_those_below_are_asked(hosts, host, passes):
    guard = PublicOnly(hosts, resolver("93.184.215.14"))
    if passes:
        assert guard.target(f"https://{host}/x").port == 443
    else:
        with pytest.raises(Refused):
            guard.target(f"https://{host}/x")
