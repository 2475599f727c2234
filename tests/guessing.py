"""A worker that guesses at one account, for the tests of how often that is let: `python -m tests.guessing DATABASE`.

It stands in for one process of the server: the site's own settings, on the database of that name, and four threads.
With each line on its standard input all four try at once, fifteen times each, and it prints how many tries were let.
`--alone` gives it a cache of its own process instead of the site's: what must be found out.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django
from django.conf import settings

THREADS, TRIES = 4, 15


def main() -> None:
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    if "--alone" in sys.argv:
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    django.setup()
    from django.db import connection

    from fairgate.web.account.sign_in import throttle

    together = Barrier(THREADS)

    def guess(_: int) -> int:
        together.wait()
        return sum(throttle.PASSWORD.take("user@oak.example") is not None for _ in range(TRIES))

    def here(_: int) -> None:
        connection.ensure_connection()
        together.wait()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(here, range(THREADS)))
        print("ready", flush=True)
        for _ in sys.stdin:
            print(sum(pool.map(guess, range(THREADS))), flush=True)


if __name__ == "__main__":
    main()
