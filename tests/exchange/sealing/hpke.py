"""HPKE (RFC 9180) written a second time, on the primitives of Python's cryptography: base mode, DHKEM(X25519, HKDF-SHA256),
HKDF-SHA256, ChaCha20-Poly1305, and our container around it.

    hpke.py keygen             prints a private and a public key
    hpke.py seal PUBLIC        seals standard input
    hpke.py open PRIVATE       opens standard input
"""

import base64
import hashlib
import hmac
import sys
import zlib

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

KEM = b"KEM" + (0x0020).to_bytes(2, "big")
SUITE = b"HPKE" + b"".join(part.to_bytes(2, "big") for part in (0x0020, 0x0001, 0x0003))
INFO = b"prescreener/sealed/1"
HEAD = 11


def extract(salt, suite, label, ikm):
    return hmac.new(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, hashlib.sha256).digest()


def expand(key, suite, label, info, length):
    info = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    out, block = b"", b""
    while len(out) < length:
        block = hmac.new(key, block + info + bytes([len(out) // 32 + 1]), hashlib.sha256).digest()
        out += block
    return out[:length]


def cipher(shared, enc, public):
    """The cipher and its nonce, from what both sides computed (RFC 9180, 4.1 and 5.1)."""
    secret = expand(extract(b"", KEM, b"eae_prk", shared), KEM, b"shared_secret", enc + public, 32)
    context = b"\0" + extract(b"", SUITE, b"psk_id_hash", b"") + extract(b"", SUITE, b"info_hash", INFO)
    secret = extract(secret, SUITE, b"secret", b"")
    key = expand(secret, SUITE, b"key", context, 32)
    return ChaCha20Poly1305(key), expand(secret, SUITE, b"base_nonce", context, 12)


def raw(key):
    if isinstance(key, X25519PublicKey):
        return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


def head(public):
    return b"ps\x01" + hashlib.sha256(public).digest()[:8]


def seal(public, text):
    ephemeral = X25519PrivateKey.generate()
    enc = raw(ephemeral.public_key())
    chacha, nonce = cipher(ephemeral.exchange(X25519PublicKey.from_public_bytes(public)), enc, public)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    short = deflate.compress(text) + deflate.flush()
    return head(public) + enc + chacha.encrypt(nonce, short, head(public))


def unseal(private, sealed):
    private = X25519PrivateKey.from_private_bytes(private)
    public = raw(private.public_key())
    assert sealed[:HEAD] == head(public), "sealed for another key"
    enc, text = sealed[HEAD : HEAD + 32], sealed[HEAD + 32 :]
    chacha, nonce = cipher(private.exchange(X25519PublicKey.from_public_bytes(enc)), enc, public)
    return zlib.decompress(chacha.decrypt(nonce, text, head(public)), -15)


def letters(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def data(text):
    return base64.urlsafe_b64decode(text.strip() + b"=" * (-len(text.strip()) % 4))


if __name__ == "__main__":
    command, *keys = sys.argv[1:]
    key = data(keys[0].encode()) if keys else b""
    if command == "keygen":
        pair = X25519PrivateKey.generate()
        print(letters(raw(pair)).decode(), letters(raw(pair.public_key())).decode())
    elif command == "seal":
        sys.stdout.buffer.write(letters(seal(key, sys.stdin.buffer.read())))
    else:
        sys.stdout.buffer.write(unseal(key, data(sys.stdin.buffer.read())))
