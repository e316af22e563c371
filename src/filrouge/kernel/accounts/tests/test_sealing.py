import pytest
from cryptography.fernet import InvalidToken

from filrouge.kernel.accounts.sealing import seal, unseal


def test_what_is_sealed_is_not_readable_and_opens_again():
    sealed = seal("JBSWY3DPEHPK3PXP", purpose="a")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert unseal(sealed, purpose="a") == "JBSWY3DPEHPK3PXP"


def test_a_sealed_value_opens_for_its_purpose_only():
    with pytest.raises(InvalidToken):
        unseal(seal("x", purpose="a"), purpose="b")


def test_a_retired_key_still_opens(settings):
    sealed = seal("x", purpose="a")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10

    assert unseal(sealed, purpose="a") == "x"
