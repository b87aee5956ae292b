"""Who is let in: whoever has the token, asks for this machine by its own name, and comes from its own page."""

from __future__ import annotations

import hmac
import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

HTTP = 80


@dataclass(frozen=True, slots=True)
class Gate:
    """What a visitor has to know: where we listen, and the token of this run."""

    host: str
    port: int
    token: str

    def opens(self, given: str | None) -> bool:
        """Is this the token? Compared in the same time whatever is given."""
        return given is not None and hmac.compare_digest(_bytes(given), _bytes(self.token))

    def is_ours(self, header: str | None, local: str) -> bool:
        """Does a Host header name us? `local` is the address at which the visitor reached us.

        A page of somebody else's whose name was made to lead to this machine calls it by that name.
        """
        try:
            parts = urlsplit(f"//{header}")
            name, port = parts.hostname, parts.port or HTTP
        except ValueError:
            return False
        return port == self.port and name is not None and name in self._names(local)

    def _names(self, local: str) -> set[str]:
        return {local, self.host.lower()} | ({"localhost"} if loopback(local) else set())

    @property
    def cookie(self) -> str:
        """The name of the cookie that keeps the token: a browser tells no port from another."""
        return f"briefing-{self.port}"

    @property
    def address(self) -> str:
        """What to open in a browser."""
        host = _of_this_machine(self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/?token={self.token}"


def is_own_page(origin: str | None, host: str) -> bool:
    """Does a request come from a page of ours? Every browser says so when it opens a web socket."""
    return origin is not None and origin.lower() == f"http://{host}".lower()


def loopback(host: str) -> bool:
    """Can only this machine reach the address?"""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _of_this_machine(host: str) -> str:
    """An address to go to, where all addresses are listened at."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return ("127.0.0.1" if address.version == 4 else "::1") if address.is_unspecified else host


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
