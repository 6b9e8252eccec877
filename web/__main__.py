"""Starts the web application."""

import argparse

import uvicorn

from escalation.settings import Settings
from web.application import create_application


def main() -> None:
    """Reads the address and the settings, and serves until it is stopped."""
    settings = Settings()
    parser = argparse.ArgumentParser(prog="web")
    parser.add_argument("--host", default=settings.host)
    parser.add_argument("--port", type=int, default=settings.port)
    options = parser.parse_args()
    uvicorn.run(
        create_application(settings),
        host=options.host,
        port=options.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
    )


if __name__ == "__main__":
    main()
