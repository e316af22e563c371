import time
from concurrent.futures import ThreadPoolExecutor

from filrouge.kernel.ids import uuid7


def test_keys_follow_one_another_even_within_a_millisecond():
    keys = [uuid7() for _ in range(5000)]

    assert keys == sorted(keys)
    assert len(set(keys)) == 5000


def test_a_key_says_its_version_and_its_moment():
    key = uuid7()

    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert abs((key.int >> 80) - time.time() * 1000) < 60_000


def test_threads_never_share_a_key():
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: uuid7(), range(4000)))

    assert len(set(keys)) == 4000
