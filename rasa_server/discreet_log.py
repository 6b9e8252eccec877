"""A log in which no case text can appear, whatever Rasa chooses to log and at whatever level.

Rasa 3.6.21 logs raw messages at debug, whole trackers when an action fails, and local variables with
structlog's tracebacks. Filtering such words by name would be a race with the next release, so the rule here
is the other way round: of another library's log call only its place is kept (logger, level, module, line)
and, for an error, its type and the places it passed through. What was said, with its arguments and values, is
dropped when the record is made, before any handler can see it. Our own calls keep their words, which are
constants.
"""

import io
import logging
import sys
import threading
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any, TextIO

OURS = "rasa_server"
FRAMES_SHOWN = 12

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None] | None

log = logging.getLogger(OURS)


class PlaceRecord(logging.LogRecord):
    """A log record that says where something was logged and, unless the call is ours, not what."""

    def __init__(
        self,
        name: str,
        level: int,
        pathname: str,
        lineno: int,
        msg: object,
        args: tuple[object, ...] | Mapping[str, object] | None,
        exc_info: ErrorInfo,
        func: str | None = None,
        sinfo: str | None = None,
        **_: Any,
    ) -> None:
        super().__init__(name, level, pathname, lineno, msg, args, None, func, None)
        said = self.getMessage() if is_ours(name) else f"{self.module}:{lineno} in {func or '?'}"
        error = exc_info[1] if exc_info else None
        self.msg = f"{said}\n{outline(error)}" if error else said
        self.args = ()


class Nowhere(io.TextIOBase):
    """Where prints go."""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)


def is_ours(logger_name: str) -> bool:
    return logger_name == OURS or logger_name.startswith(f"{OURS}.")


def outline(error: BaseException) -> str:
    """The type of an error and of its causes, and the places passed through: never a message or value."""
    lines: list[str] = []
    link: BaseException | None = error
    while link is not None and len(lines) < 4 * FRAMES_SHOWN:
        lines.append(f"  {type(link).__module__}.{type(link).__qualname__}")
        lines.extend(places(link.__traceback__)[-FRAMES_SHOWN:])
        link = link.__cause__ or link.__context__
    return "\n".join(lines)


def places(trace: TracebackType | None) -> list[str]:
    return [
        f"    {frame.f_globals.get('__name__', '?')}:{line} in {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(trace)
    ]


def begin(level: str = "WARNING") -> None:
    """Makes the log discreet for the whole process. Call before Rasa is imported.

    `level` is a name of the logging module; an unknown one counts as WARNING.
    """
    outlet = sys.stderr
    silence_prints()
    logging.setLogRecordFactory(PlaceRecord)
    # A record that cannot be formatted would otherwise be printed with its arguments.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    write_to(outlet, level)
    sys.excepthook = log_uncaught
    threading.excepthook = lambda ended: log_uncaught(
        ended.exc_type, ended.exc_value or ended.exc_type(), ended.exc_traceback
    )
    sys.unraisablehook = lambda lost: log_uncaught(lost.exc_type, lost.exc_value or lost.exc_type(), lost.exc_traceback)


def silence_prints() -> None:
    """Rasa and its libraries print, too; this process speaks only through its log."""
    sys.stdout = sys.stderr = Nowhere()


def write_to(outlet: TextIO, level: str) -> None:
    handler = logging.StreamHandler(outlet)
    handler.setFormatter(logging.Formatter("%(asctime)s rasa %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level if level in logging._nameToLevel else "WARNING")


def log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.critical("an error was not caught", exc_info=(kind, error, trace))


def quieten_structlog() -> None:
    """Sends Rasa's structlog calls to the log above. structlog alone prints every value of every level."""
    import structlog

    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, without_values],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def without_values(_: Any, method: str, event: "dict[str, Any]") -> "tuple[tuple[str], dict[str, Any]]":
    """The last structlog processor: hands on that something was logged, and its error, and nothing else."""
    return ("",), {"exc_info": event.get("exc_info") or (method == "exception")}
