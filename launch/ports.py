"""Whether the three ports are free, asked before anything is started."""

from __future__ import annotations

import errno
import socket

from launch.fault import LaunchFault
from launch.settings import HIGHEST_PORT, Settings

LOOPBACK = "127.0.0.1"


def require_free(settings: Settings) -> None:
    """Raises LaunchFault naming the first port that is taken, and one that is not."""
    wanted = [
        ("PORT", settings.host, settings.port),
        ("RASA_PORT", LOOPBACK, settings.rasa_port),
        ("ACTIONS_PORT", LOOPBACK, settings.actions_port),
    ]
    for name, host, port in wanted:
        if not is_free(host, port):
            setting = name if name in settings.chosen else "PORT"
            raise LaunchFault(
                f"Port {port} is in use by another program. Choose another: make run {setting}={_other(port)}"
            )


def is_free(host: str, port: int) -> bool:
    """Raises LaunchFault where the address is not ours to listen at."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As servers do: a connection that has just closed does not count as use.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise LaunchFault(f"HOST is {host!r}, which is not the name of a computer.") from None
    except PermissionError:
        raise LaunchFault(f"Port {port} may not be used by this account. Choose one above 1023.") from None
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            return False
        raise LaunchFault(f"HOST is {host!r}, which is not an address of this computer.") from None
    return True


def _other(taken: int) -> int:
    """The next round number at which three ports in a row are free."""
    for port in range(taken // 100 * 100 + 100, HIGHEST_PORT - 2, 100):
        if all(is_free(LOOPBACK, port + step) for step in range(3)):
            return port
    return 8000
