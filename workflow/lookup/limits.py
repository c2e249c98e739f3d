"""How often the public look-up may be tried: per address, per dossier and in all. In the database; fails closed."""

import ipaddress
from datetime import datetime, timedelta

from workflow.accounts.throttle import allow, allow_all

PER_ADDRESS, IN_ALL, PER_CODE = 10, 300, 20
FILES_PER_ADDRESS = 20
MINUTE, HOUR = 60, 3600


def may_look_up(address: str, code: str, at: datetime) -> datetime | None:
    """None when the try is allowed, else from when one may try again. Counts the try, so it belongs in a POST."""
    visitor = f"lookup:address:{network_of(address)}"
    if not allow_all([(visitor, PER_ADDRESS, MINUTE), ("lookup:all", IN_ALL, MINUTE)], at):
        return _end_of_window(at, MINUTE)
    if not allow(f"lookup:code:{code}", PER_CODE, HOUR, at):
        return _end_of_window(at, HOUR)
    return None


def may_compare(address: str, at: datetime) -> datetime | None:
    """The same for a file that is compared with what the office issued."""
    visitor = f"verify:address:{network_of(address)}"
    if allow_all([(visitor, FILES_PER_ADDRESS, MINUTE), ("verify:all", IN_ALL, MINUTE)], at):
        return None
    return _end_of_window(at, MINUTE)


def network_of(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 that an IPv6 visitor may wander in."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    if mapped or isinstance(ip, ipaddress.IPv4Address):
        return str(mapped or ip)
    return str(ipaddress.ip_network((ip, 64), strict=False))


def _end_of_window(at: datetime, seconds: int) -> datetime:
    """The next edge of the fixed windows, a second later."""
    return at - timedelta(seconds=at.timestamp() % seconds) + timedelta(seconds=seconds + 1)
