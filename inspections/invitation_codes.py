"""The code of an invitation, or of a clue: 80 random bits.

It is found again in whatever a messenger or a tired thumb made of the link.
"""

import hashlib
import re
import secrets
import unicodedata

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: nothing that is read as something else
LENGTH = 16
PREFIX = "inv_"
LOOKALIKES = str.maketrans("oil", "011")


def new(prefix=PREFIX) -> str:
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def find(said: str, prefix=PREFIX) -> str | None:
    """The code in *said*: a whole link with anything before and after it, or the code as typed in groups; else None."""
    folded = unicodedata.normalize("NFKC", said).casefold()
    written = re.search(rf"{prefix}([{ALPHABET}oil]{{{LENGTH}}})", folded)
    bare = written.group(1) if written else re.sub(r"[\s_-]", "", folded).removeprefix(prefix.strip("_"))
    bare = bare.translate(LOOKALIKES)
    return prefix + bare if re.fullmatch(f"[{ALPHABET}]{{{LENGTH}}}", bare) else None


def hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
