"""股权证: what can follow what, and how numbers go on."""

from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.certificate import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    check_event,
    following_number,
)

ISSUED = date(2019, 3, 1)


def certificate(*events: CertificateEvent) -> Certificate:
    return Certificate("0007", "F01", "", (CertificateEvent(CertificateAct.ISSUED, ISSUED), *events))


def test_a_certificate_is_issued_reissued_and_ends_once():
    lost = CertificateEvent(CertificateAct.REISSUED, date(2020, 5, 1), "遗失")
    twice = certificate(lost, lost)
    assert (twice.issued, twice.copies, twice.ended) == (ISSUED, 2, None)
    back = CertificateEvent(CertificateAct.RETURNED, date(2021, 1, 1), "退社")
    assert certificate(lost, back).ended == back
    cancelled = CertificateEvent(CertificateAct.CANCELLED, date(2021, 1, 1), "户主去世，原证未找到")
    assert certificate(cancelled).ended == cancelled


@pytest.mark.parametrize(
    ("before", "event", "code"),
    [
        ((), CertificateEvent(CertificateAct.REISSUED, ISSUED), "certificate.no_reason"),
        ((), CertificateEvent(CertificateAct.REISSUED, date(2019, 2, 28), "遗失"), "certificate.before"),
        (
            (CertificateEvent(CertificateAct.RETURNED, ISSUED, "退社"),),
            CertificateEvent(CertificateAct.REISSUED, ISSUED, "遗失"),
            "certificate.ended",
        ),
    ],
)
def test_what_cannot_follow_is_refused(before, event, code):
    with pytest.raises(DomainError) as refused:
        check_event(certificate(*before), event)
    assert refused.value.code == code


def test_a_reissue_on_the_day_of_the_issue_is_none_too_early():
    check_event(certificate(), CertificateEvent(CertificateAct.REISSUED, ISSUED, "打印污损"))


@pytest.mark.parametrize(
    ("numbers", "following"),
    [
        ([], "0001"),
        (["0001", "0009"], "0010"),
        (["999"], "1000"),
        (["放牛股字第9号"], "放牛股字第10号"),
        (["2019-F-007"], "2019-F-008"),
        (["甲字"], "0001"),
    ],
)
def test_the_next_number_is_written_as_the_last_one_is(numbers, following):
    assert following_number(numbers) == following
