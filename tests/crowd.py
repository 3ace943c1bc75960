"""Many at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from tests.people import Person


def twin(person):
    """The same account in another browser."""
    other = Person(person.app)
    other.headers = person.headers
    return other


def at_once(acts):
    """The answers to what is done at the same moment, sorted."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(future.result() for future in [pool.submit(act) for act in acts])
