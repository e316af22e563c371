"""Numbers for tests and the demonstration: valid keys, and ranges that name nobody.

The same seed always gives the same number; seeds 0 to 9999 give different ones.

* RPPS: 9970…, the range of the test cards of the Agence du numérique en santé; people's numbers begin with 1.
* SIREN: 0000…; the lowest numbers of the Sirene register begin with 0001 and 0003.
* FINESS and AM: department 00, which does not exist.
* IBAN: bank code 99999, attributed to no French bank: a transfer would be refused by any bank.
"""

from stdnum import luhn


def fictitious_rpps(seed: int) -> str:
    return _with_key(f"9970{seed % 1_000_000:06d}")


def fictitious_siren(seed: int) -> str:
    # Spread, so that neighbours in the demonstration do not look like a list.
    return _with_key(f"0000{(seed * 7919 + 1234) % 10_000:04d}")


def fictitious_siret(seed: int, *, establishment: int = 1) -> str:
    """`establishment` is the rank of the site, 1 to 9999."""
    return _with_key(f"{fictitious_siren(seed)}{establishment % 10_000:04d}")


def fictitious_finess(seed: int) -> str:
    return _with_key(f"00{seed % 1_000_000:06d}")


def fictitious_am(seed: int) -> str:
    return f"00{seed % 10_000_000:07d}"


def fictitious_iban(seed: int) -> str:
    """French IBAN whose RIB key and IBAN key are right."""
    bank, branch, account = "99999", "00001", f"{seed % 10**11:011d}"
    # RIB key (arrêté of the French banking committee): 97 − (89 × bank + 15 × branch + 3 × account) mod 97.
    rib_key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    bban = f"{bank}{branch}{account}{rib_key:02d}"
    # ISO 13616: letters count from A = 10, so « FR00 » at the end reads 152700.
    return f"FR{98 - int(bban + '152700') % 97:02d}{bban}"


def _with_key(payload: str) -> str:
    return payload + str(luhn.calc_check_digit(payload))
