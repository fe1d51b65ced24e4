"""Errors keep what they say wherever they are carried."""

import pickle

from coopdesk.domain.errors import ReasonWanted


def test_an_error_that_wants_a_reason_crosses_threads_and_processes_whole() -> None:
    sent = pickle.loads(pickle.dumps(ReasonWanted("register.year_settled", field="outside_plans", year=2019)))
    assert (sent.code, sent.field, sent.params) == ("register.year_settled", "outside_plans", {"year": 2019})
