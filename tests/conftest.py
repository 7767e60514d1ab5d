"""What all Python tests share: none of them touches the cache of whoever runs them."""

import gc
import os

import pytest

# What tests share says as much when it fails as a test does.
pytest.register_assert_rewrite("agreement", "continuations", "dispatchers")

# Before anything is compiled, also in the processes that tests start. Off: the tests are about the code that is
# generated now. test_cache.py turns it on for its own processes.
os.environ["HOTLOOP_CACHE"] = "0"


def pytest_collection_finish():
    """What pytest knows of ten thousand tests is not gone through by each collection of garbage in them."""
    gc.collect()
    gc.freeze()
