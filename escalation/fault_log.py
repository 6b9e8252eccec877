"""The log of our own faults: their kind and place, and never a value, since values hold what people wrote."""

import logging

_log = logging.getLogger("escalation")


def log_fault(what: str, error: BaseException) -> None:
    """Writes down what failed, the type of the error and the line on which it was raised."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "an unknown place"
    _log.error("%s failed: %s at %s", what, type(error).__name__, place)
