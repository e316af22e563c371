"""Seconds and peak memory of a pack: ``python -m bench.pack``, each size in a process of its own."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = ((30, 20), (300, 200))


def measure(pieces: int, megabytes: int) -> str:
    from filrouge.modules.aci.pack import Claim, Identity, Manifest, Proof, write_pack  # noqa: PLC0415 -- after setup

    with tempfile.TemporaryDirectory() as folder:
        proofs = []
        for rank in range(pieces):
            path = Path(folder) / f"{rank}.pdf"
            content = os.urandom(megabytes * 1_000_000 // pieces)
            path.write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            name = f"2.2_Protocole_{rank}.pdf"
            proofs.append(Proof(str(rank), "Protocole", "", "2026-03-12", name, path.name, digest, len(content)))
        claim = Claim("protocols", "2.2", "Protocoles", "Axe 2", "socle", "2.2_Protocole", "800", "5 600,00 €",
                      "5600.00", "8 × 100", "Guide Cnam", True, (), tuple(proofs))  # fmt: skip
        identity = Identity("MSP de mesure")
        manifest = Manifest(2026, 1, "2027-01-15", "Avenant 1", "5600.00", identity, (), (claim,), ())
        started = time.perf_counter()
        with (Path(folder) / "pack.zip").open("w+b") as target:
            write_pack(target, manifest, lambda proof: (Path(folder) / proof.file_id).open("rb"), lambda _done: None)
            size = target.tell()
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{pieces} pieces, {size / 1e6:.0f} MB: {seconds:.1f} s, {peak} MB at most"


def main() -> None:
    if len(sys.argv) == 3:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filrouge.config.settings")
        os.environ.setdefault("FILROUGE_DATA", tempfile.mkdtemp(prefix="filrouge-pack-"))
        import django  # noqa: PLC0415 -- the settings first

        django.setup()
        sys.stdout.write(measure(int(sys.argv[1]), int(sys.argv[2])) + "\n")
        return
    for pieces, megabytes in SIZES:
        subprocess.run([sys.executable, "-m", "bench.pack", str(pieces), str(megabytes)], check=True)  # noqa: S603 -- itself


if __name__ == "__main__":
    main()
