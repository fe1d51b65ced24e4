"""The kinds of papers that members are known by; how their numbers are read is ``identity_papers``' matter."""

from enum import StrEnum


class IdentityKind(StrEnum):
    """Kinds of papers that name a person or an organisation."""

    RESIDENT_ID = "resident_id"
    RESIDENCE_PERMIT = "residence_permit"
    HONG_KONG_MACAO_PERMIT = "hong_kong_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    FOREIGN_RESIDENCE = "foreign_residence"
    PASSPORT = "passport"
    CREDIT_CODE = "credit_code"
    ORGANISATION_CODE = "organisation_code"
    LICENCE = "licence"
    OTHER = "other"
