"""The collector of cycles rests while much is read, and works again afterwards whatever happened."""

import gc

import pytest

from coopdesk.ui.kit.collecting import collector_paused


def test_the_collector_rests_meanwhile_and_is_as_before_afterwards() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="damaged"), collector_paused(100_000):
        with collector_paused(100_000):
            assert not gc.isenabled()
        resting = not gc.isenabled()
        raise ValueError("damaged")
    assert resting
    with collector_paused(20):
        assert gc.isenabled()


def test_very_many_values_are_walked_through_by_no_later_collection_until_the_next_time() -> None:
    with collector_paused(100_000):
        many = [[number] for number in range(150_000)]
    kept = gc.get_freeze_count()
    with collector_paused(100_000):
        assert gc.get_freeze_count() == 0
    assert (len(many), kept > 150_000, gc.get_freeze_count()) == (150_000, True, 0)
