"""What the checker may connect to: public addresses of the web alone, resolved once and connected to as resolved."""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}
_LONGEST = 600  # signs: the longest address a record holds
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)
#: Ranges that Python 3.11 calls global and that lead, or may lead, somewhere else.
_TUNNELS = [
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/96",  # NAT64: holds an IPv4 address
        "64:ff9b:1::/48",  # NAT64 of one network
        "2002::/16",  # 6to4: holds an IPv4 address
        "2001::/23",  # Teredo, ORCHID and other protocol assignments
        "::/96",  # IPv4-compatible, retired
        "192.88.99.0/24",  # 6to4 relays, retired
        "fec0::/10",  # site-local, retired
    )
]


class Refused(Exception):
    """An address that must not be asked; its words say why, in French, and never repeat what was resolved."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: the parts of the address, and the one IP that was checked."""

    scheme: str
    host: str
    port: int
    path: str
    ip: str


def is_public(ip: str) -> bool:
    """Tell whether an IP is one of the public Internet, whatever it is wrapped in."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in _TUNNELS if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def system_resolver(host: str, port: int) -> list[str]:
    """Return the IPs of a host, as the system knows them. Raises OSError when it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(row[4][0] for row in found))


class PublicOnly:
    """Lets through the public web, or of it only the hosts named and those below them.

    `hosts` holds names, or « * » for every public host. Subclassed by the tests alone, for their own server.
    """

    def __init__(self, hosts: Iterable[str], resolve: Callable[[str, int], list[str]] = system_resolver):
        self.hosts = {host.strip().lower().strip(".") for host in hosts if host.strip()}
        self.resolve = resolve

    def target(self, url: str) -> Target:
        """Return where to connect for an address; raises `Refused`, or OSError when the host is not known.

        Every IP of the host must be public, and the one connected to is one of those: a name that answers otherwise
        a moment later changes nothing.
        """
        scheme, host, port, path = self._parts(url)
        self._allow(host)
        ips = self.resolve(host, port)
        if not ips or not all(self.accepts(ip) for ip in ips):
            raise Refused("adresse qui n’est pas sur l’internet public")
        return Target(scheme, host, port, path, ips[0])

    def accepts(self, ip: str) -> bool:
        return is_public(ip)

    def accepts_port(self, scheme: str, port: int) -> bool:
        return port == _PORTS[scheme]

    def _parts(self, url: str) -> tuple[str, str, int, str]:
        if len(url) > _LONGEST or re.search(r"[\x00-\x20\x7f\\]", url):
            raise Refused("adresse mal écrite")
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
            port = parts.port or _PORTS.get(parts.scheme, 0)
        except (ValueError, UnicodeError):
            raise Refused("adresse mal écrite") from None
        if parts.scheme not in _PORTS:
            raise Refused("adresse qui n’est ni http ni https")
        if parts.username is not None or parts.password is not None:
            raise Refused("adresse qui porte un nom ou un mot de passe")
        if not _is_host(host):
            raise Refused("nom de site mal écrit")
        if not self.accepts_port(parts.scheme, port):
            raise Refused("port qui n’est pas celui du web")
        return parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def _allow(self, host: str) -> None:
        if "*" not in self.hosts and not any(host == name or host.endswith(f".{name}") for name in self.hosts):
            raise Refused("site que ce portail n’est pas autorisé à interroger")


def _is_host(host: str) -> bool:
    """Tell whether a host is an IP, or a name of the Internet: with a dot, and an ending that is no number."""
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        labels = host.split(".")
        return (
            len(labels) > 1 and all(_NAME.fullmatch(label) for label in labels) and not re.match(r"\d|0x", labels[-1])
        )
