"""A small run of each part of the torture; `make torture` is the full one."""

import pytest

from torture import parts, running

SEED = 8


@pytest.mark.parametrize("name", parts.MODULES)
def test_no_promise_is_broken(name: str) -> None:
    part = parts.named(name)
    tally = running.run(part, SEED, range(part.small), limited=False)
    if tally.unable:
        pytest.skip(tally.unable)
    assert not tally.faults, "\n".join(tally.faults)
    assert tally.tried > 0
