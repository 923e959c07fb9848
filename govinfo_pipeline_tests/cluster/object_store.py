"""An object store on the loopback: moto's S3 server in a process of its own.

``python -m govinfo_pipeline_tests.cluster.object_store PORT`` serves it.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from govinfo_pipeline_tests.processes import answers, free_port, until

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}


@contextmanager
def object_store() -> Iterator[dict[str, str]]:
    """A store without buckets, and the variables by which programs find it."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", __name__, str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(f"{address}/moto-api/"), 60, "the object store")
        yield {**KEYS, "AWS_DEFAULT_REGION": KEYS["AWS_REGION"], "AWS_ENDPOINT_URL": address, "AWS_ALLOW_HTTP": "true"}
    finally:
        server.terminate()
        server.wait(30)


def upload(folder: Path, address: str) -> None:
    """Puts the files of a folder into the store."""
    from upath import UPath

    target = UPath(address)
    target.fs.makedirs(target.path.partition("/")[0], exist_ok=True)
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            (target / file.relative_to(folder).as_posix()).write_bytes(file.read_bytes())


def _serve(port: int) -> None:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import run_simple

    store, one = DomainDispatcherApplication(create_backend_app), Lock()

    def answered(environment: "WSGIEnvironment", respond: "StartResponse") -> Iterable[bytes]:
        # A store that is asked to write what there is not yet looks and writes in one step; moto does it in two.
        with one if environment["REQUEST_METHOD"] == "PUT" else nullcontext():
            answer: Iterable[bytes] = store(environment, respond)
            return answer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    run_simple("127.0.0.1", port, answered, threaded=True)


if __name__ == "__main__":
    os.environ |= KEYS
    _serve(int(sys.argv[1]))
