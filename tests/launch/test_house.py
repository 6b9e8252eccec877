"""The whole of a run, from free ports to nothing left behind, with stand-ins for the four parts."""

import os
import signal
import socket
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from launch.fault import LaunchFault
from launch.parts import Part
from launch.settings import resolve
from launch.supervisor import Supervisor
from tests.launch.stand_in import NOTE_PID, Checkout, free_ports

AllGone = Callable[[list[int]], bool]

FIVE = 5  # four parts and the worker of one of them


@pytest.fixture(autouse=True)
def signals_as_they_were() -> Iterator[None]:
    """honcho keeps the signals that it has taken; here they are still needed afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_the_address_is_said_when_it_answers_and_not_before(checkout: Checkout) -> None:
    house = checkout.start()
    assert house.stdout is not None
    lines = []
    for line in house.stdout:
        lines.append(line.strip())
        if "is running at" in line:
            break
    assert lines[-1] == f"The assistant is running at http://127.0.0.1:{checkout.port}"
    with urllib.request.urlopen(f"http://127.0.0.1:{checkout.port}/health/ready") as answer:
        assert answer.status == 200
    assert house.stdout.readline() == "Stop it with Ctrl-C\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_or_a_request_to_end_stops_everything(
    checkout: Checkout, all_gone: AllGone, number: signal.Signals
) -> None:
    house = checkout.start_and_wait_until_running()
    assert len(checkout.pids) == FIVE
    house.send_signal(number)
    assert house.wait(timeout=10) == 0
    assert all_gone(checkout.pids)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_may_come_before_the_parts_are_ready(
    checkout: Checkout, all_gone: AllGone, number: signal.Signals
) -> None:
    house = checkout.start()
    assert house.stdout is not None
    while "Starting" not in house.stdout.readline():
        pass
    house.send_signal(number)
    house.send_signal(number)
    said = house.communicate(timeout=20)[0]
    assert (said, house.returncode) == ("Stopping the assistant\nThe assistant has stopped.\n", 0)
    assert all_gone(checkout.pids)


def test_a_part_that_will_not_hear_is_forced(checkout: Checkout, all_gone: AllGone) -> None:
    house = checkout.start_and_wait_until_running(DEAF="yes", LEASH_PATIENCE="0.5")
    house.send_signal(signal.SIGINT)
    assert house.wait(timeout=20) == 0
    assert all_gone(checkout.pids)


def test_a_part_that_cannot_be_started_stops_the_run(tmp_path: Path) -> None:
    nowhere = tmp_path / "gone"
    settings = resolve(nowhere, {"VAR": str(tmp_path), "PATH": os.environ["PATH"]}, {})
    with pytest.raises(LaunchFault, match=r"\(web\) stopped"):
        Supervisor([Part("web", "The web application", ("sleep", "300"))], settings).run()


def test_a_part_that_ends_stops_the_others_with_one_line(checkout: Checkout, all_gone: AllGone) -> None:
    house = checkout.start_and_wait_until_running()
    assert house.stdout is not None and house.stdout.readline() == "Stop it with Ctrl-C\n"
    (checkout.var / "end-now").touch()
    log = checkout.var / "logs" / "actions.log"
    assert house.communicate(timeout=10)[0] == f"The action server (actions) stopped. Its last words are in {log}\n"
    assert house.returncode == 1
    assert "these are my last words" in log.read_text()
    assert all_gone(checkout.pids)


def test_the_reminders_are_started_again_and_the_others_go_on(
    checkout: Checkout, eventually: Callable[[Callable[[], bool]], bool]
) -> None:
    (checkout.root / "reminders.py").write_text(
        NOTE_PID + 'open(os.environ["VAR"] + "/ours", "w").write(f"{os.getpid()}"); time.sleep(300)'
    )
    house = checkout.start_and_wait_until_running()
    first = checkout.var / "ours"
    pid = first.read_text()
    os.kill(int(pid), signal.SIGKILL)
    assert eventually(lambda: first.read_text() not in ("", pid))
    assert house.poll() is None
    with urllib.request.urlopen(f"http://127.0.0.1:{checkout.port}/health/ready") as answer:
        assert answer.status == 200
    house.terminate()
    said = house.communicate(timeout=10)[0]
    log = checkout.var / "logs" / "reminders.log"
    assert said.count(f"The reminders (reminders) stopped. They are started again. Their last words are in {log}") == 1


def test_reminders_that_cannot_be_started_do_not_keep_the_others_from_starting(
    checkout: Checkout, all_gone: AllGone
) -> None:
    (checkout.root / "reminders.py").write_text(NOTE_PID + 'sys.exit("I cannot start")')
    house = checkout.start_and_wait_until_running()
    assert house.poll() is None
    house.terminate()
    assert house.wait(timeout=10) == 0
    assert all_gone(checkout.pids)
    assert "I cannot start" in (checkout.var / "logs" / "reminders.log").read_text()


def test_a_killed_supervisor_leaves_nothing_running(checkout: Checkout, all_gone: AllGone) -> None:
    house = checkout.start_and_wait_until_running()
    pids = checkout.pids
    house.kill()
    assert len(pids) == FIVE and all_gone(pids)


def test_it_stops_when_the_make_that_started_it_is_gone(checkout: Checkout, all_gone: AllGone) -> None:
    make = checkout.start_and_wait_until_running(under_make=True)
    pids = checkout.pids
    make.kill()
    assert len(pids) == FIVE and all_gone(pids)


def test_parts_that_never_become_ready_are_stopped(checkout: Checkout, all_gone: AllGone) -> None:
    sleeper = Part("web", "The web application", ("sleep", "300"))
    settings = resolve(checkout.root, {"PORT": str(checkout.port), "PATH": os.environ["PATH"]}, {})
    with pytest.raises(LaunchFault, match="was not ready after 1 seconds"):
        Supervisor([sleeper], settings, ready_within=0.6).run()


def test_a_taken_port_starts_nothing(checkout: Checkout) -> None:
    with socket.create_server(("127.0.0.1", checkout.port)):
        house = checkout.start()
        said = house.communicate(timeout=10)[0]
    assert house.returncode == 1
    assert said.startswith(f"Port {checkout.port} is in use") and said.count("\n") == 1
    assert checkout.pids == [] and checkout.trainings == 0


def test_a_second_assistant_in_the_same_folder_is_refused(checkout: Checkout) -> None:
    checkout.start_and_wait_until_running()
    checkout.port = free_ports()
    second = checkout.start()
    said = second.communicate(timeout=10)[0]
    assert second.returncode == 1 and "make run VAR=" in said
    assert len(checkout.pids) == FIVE


def test_two_assistants_run_side_by_side(checkout: Checkout) -> None:
    checkout.start_and_wait_until_running()
    checkout.port = free_ports()
    checkout.start_and_wait_until_running(VAR="another")
    assert (checkout.root / "another" / "logs" / "web.log").exists()
    assert checkout.trainings == 1


def test_the_database_is_brought_up_to_date_before_the_parts_start(checkout: Checkout) -> None:
    checkout.start_and_wait_until_running()
    done = (checkout.var / "migrations").read_text()
    assert done == f"database upgrade sqlite:///{checkout.var}/escalation.db\n"


def test_a_database_that_cannot_be_brought_up_to_date_starts_nothing(checkout: Checkout) -> None:
    (checkout.root / ".venv" / "bin" / "escalation").write_text("#!/bin/sh\nexit 1\n")
    house = checkout.start()
    said = house.communicate(timeout=20)[0]
    assert house.returncode == 1 and said.splitlines()[-1].endswith("logs/database.log")
    assert checkout.pids == []


def test_a_broken_settings_file_is_one_line(checkout: Checkout) -> None:
    (checkout.root / ".env").write_text("what is this\n")
    house = checkout.start()
    said = house.communicate(timeout=10)[0]
    assert house.returncode == 1 and said.count("\n") == 1 and "Line 1" in said


def test_the_data_folder_is_for_its_owner_only(checkout: Checkout) -> None:
    checkout.start_and_wait_until_running()
    assert checkout.var.stat().st_mode & 0o077 == 0


def test_what_the_parts_say_goes_to_their_logs(checkout: Checkout) -> None:
    house = checkout.start_and_wait_until_running()
    house.terminate()
    said = house.communicate(timeout=10)[0]
    assert "dialogue engine here" not in said
    assert "dialogue engine here" in (checkout.var / "logs" / "rasa.log").read_text()
