"""Whom a request comes from."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from .settings import GOOGLE_APPENDS, Network


def client_address(peer: str, forwarded: str, proxies: Sequence[Network], appends: int = GOOGLE_APPENDS) -> str:
    """The address that counts for limits: the peer's, or what a trusted proxy says of it. Clients write the beginning of
    X-Forwarded-For as they like, so only what the proxy appended is read."""
    address = _parsed(peer)
    entries = forwarded.split(",")
    if address is not None and is_proxy(peer, proxies) and len(entries) >= appends:
        address = _parsed(entries[-appends].strip()) or address
    if isinstance(address, IPv6Address):
        # Who has one address of a /64 has them all.
        return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))
    return "unknown" if address is None else str(address)


def is_proxy(peer: str, proxies: Sequence[Network]) -> bool:
    address = _parsed(peer)
    return address is not None and any(address in network for network in proxies)


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
