"""The system's refusals in French: its own words depend on the language of the machine."""

import errno

REASONS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EADDRINUSE: "déjà prise par un autre programme",
    errno.EADDRNOTAVAIL: "cette machine n’a pas cette adresse",
    errno.EISDIR: "c’est un dossier",
    errno.ENOENT: "introuvable",
    errno.ENOSPC: "disque plein",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EROFS: "disque en lecture seule",
}


def reason(error: OSError) -> str:
    return REASONS.get(error.errno or 0, error.strerror or str(error))
