"""Files and folders that appear whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """A name beside ``path`` to write a file or a folder to, which takes its place when the block ends.

    If the block raises, ``path`` is as it was and nothing is left of the draft. A folder takes the place of none or an
    empty one. The draft ends as ``path`` does, for some writers go by that, and two processes have two drafts.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        yield draft
        draft.replace(path)
    finally:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)
