"""Nothing that another library logs, prints or raises shows its words. Run apart: a process has one log."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BEGIN = "import logging, sys; from rasa_server import discreet_log; discreet_log.begin('DEBUG'); "

WAYS_OUT = {
    "a message": "logging.getLogger('rasa.core').error('canary')",
    "a message's arguments": "logging.getLogger('rasa.core').debug('%s', 'canary')",
    "the root logger": "logging.error('canary')",
    "an error": "exec('try:\\n 1/0\\nexcept Exception:\\n logging.exception(\"canary\")')",
    "an error's words": 'exec(\'try:\\n int("canary")\\nexcept Exception:\\n logging.exception("x")\')',
    "our own log of an error": (
        'exec(\'try:\\n int("canary")\\nexcept Exception:\\n logging.getLogger("rasa_server").exception("x")\')'
    ),
    "an error that nobody caught": "int('canary')",
    "an error in a thread": (
        "import threading; t = threading.Thread(target=int, args=('canary',)); t.start(); t.join()"
    ),
    "an error in a destructor": "exec('class A:\\n def __del__(self): int(\"canary\")'); a = A(); del a",
    "a warning": "import warnings; warnings.warn('canary')",
    "a print": "print('canary'); print('canary', file=sys.stderr)",
    "a record that cannot be formatted": "logging.getLogger('rasa_server').error('%d', 'canary')",
    "a handler added later": (
        "h = logging.StreamHandler(sys.__stderr__); logging.getLogger('rasa').addHandler(h); "
        "logging.getLogger('rasa').error('canary')"
    ),
    "extra values": "logging.getLogger('rasa').error('x', extra={'text': 'canary'}, stack_info=True)",
}


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", BEGIN + code], cwd=ROOT, capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_words_get_out_by(way: str) -> None:
    assert "canary" not in run(WAYS_OUT[way])


def test_an_error_leaves_its_type_and_its_place() -> None:
    written = run(WAYS_OUT["an error's words"])

    assert "builtins.ValueError" in written
    assert "in <module>" in written


def test_another_librarys_call_leaves_its_logger_and_its_place() -> None:
    written = run("logging.getLogger('rasa.core.agent').error('canary')")

    assert "ERROR rasa.core.agent" in written
    assert "in <module>" in written


def test_our_own_words_are_kept() -> None:
    assert "the turn failed 3 times" in run(
        "logging.getLogger('rasa_server.channel').error('the turn failed %s times', 3)"
    )


def test_a_name_that_only_begins_like_ours_is_not_ours() -> None:
    assert "canary" not in run("logging.getLogger('rasa_server_plugin').error('canary')")
