"""Ports that are taken are found out before anything is started."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch.fault import LaunchFault
from launch.ports import is_free, require_free
from launch.settings import resolve
from tests.launch.stand_in import free_ports


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_a_taken_port_is_named_with_another_that_is_free(taken: socket.socket, tmp_path: Path) -> None:
    port = taken.getsockname()[1]
    with pytest.raises(LaunchFault) as caught:
        require_free(resolve(tmp_path, {"PORT": str(port)}, {}))
    said, other = str(caught.value).rsplit("=", 1)
    assert said == f"Port {port} is in use by another program. Choose another: make run PORT"
    assert is_free("127.0.0.1", int(other))


def test_a_taken_port_of_a_part_is_found_too(tmp_path: Path) -> None:
    port = free_ports()
    with (
        socket.create_server(("127.0.0.1", port + 2)),
        pytest.raises(LaunchFault, match=rf"^Port {port + 2} is in use .* make run PORT="),
    ):
        require_free(resolve(tmp_path, {"PORT": str(port)}, {}))


def test_a_port_chosen_by_name_is_changed_by_that_name(taken: socket.socket, tmp_path: Path) -> None:
    chosen = {"PORT": str(free_ports()), "RASA_PORT": str(taken.getsockname()[1])}
    with pytest.raises(LaunchFault, match="make run RASA_PORT="):
        require_free(resolve(tmp_path, chosen, {}))


@pytest.mark.parametrize("host", ["203.0.113.7", "no such name"])
def test_an_address_that_is_not_ours_is_named(host: str, tmp_path: Path) -> None:
    with pytest.raises(LaunchFault, match=f"HOST is '{host}'"):
        require_free(resolve(tmp_path, {"HOST": host}, {}))
