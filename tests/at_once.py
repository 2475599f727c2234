"""Several things done at the same time, each in a transaction of its own, as several workers would do them."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(*does: Callable[[], object]) -> list[object]:
    """What came of each, all begun together, each on a connection of its own."""
    start, came = threading.Barrier(len(does)), [None] * len(does)
    results: list[object] = list(came)

    def run(place: int, one: Callable[[], object]) -> None:
        start.wait(10)
        try:
            results[place] = one()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, one)) for n, one in enumerate(does)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return results
