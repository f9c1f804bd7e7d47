// Seals as src/referral/sealing does, with Node's own cryptography (RFC 9180, base mode, DHKEM(X25519),
// ChaCha20-Poly1305).
import {
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
} from "node:crypto";
import { deflateRawSync } from "node:zlib";

const INFO = "prescreener/sealed/1";
const KEM = Buffer.from("KEM\0\x20", "latin1");
const SUITE = Buffer.from("HPKE\0\x20\0\x01\0\x03", "latin1");

const hmac = (key, ...parts) => createHmac("sha256", key).update(Buffer.concat(parts)).digest();
const extract = (suite, salt, label, ikm) => hmac(salt, Buffer.from("HPKE-v1"), suite, Buffer.from(label), ikm);

/** One round of HKDF-Expand, because no key here is longer than a hash. */
function expand(suite, prk, label, info, length) {
  const head = Buffer.from([0, length]);
  return hmac(prk, head, Buffer.from("HPKE-v1"), suite, Buffer.from(label), info, Buffer.from([1])).subarray(0, length);
}

const raw = (key) => Buffer.from(key.export({ format: "jwk" }).x, "base64url");
const none = Buffer.alloc(0);

/** Seals `text` for a public key in base64url; returns base64url. */
export function seal(publicKey, text) {
  const to = createPublicKey({ key: { kty: "OKP", crv: "X25519", x: publicKey }, format: "jwk" });
  const own = generateKeyPairSync("x25519");
  const enc = raw(own.publicKey);
  const dh = diffieHellman({ privateKey: own.privateKey, publicKey: to });
  const shared = expand(KEM, extract(KEM, none, "eae_prk", dh), "shared_secret", Buffer.concat([enc, raw(to)]), 32);
  const mode = Buffer.from([0]);
  const context = Buffer.concat([
    mode,
    extract(SUITE, none, "psk_id_hash", none),
    extract(SUITE, none, "info_hash", Buffer.from(INFO)),
  ]);
  const secret = extract(SUITE, shared, "secret", none);
  const key = expand(SUITE, secret, "key", context, 32);
  const nonce = expand(SUITE, secret, "base_nonce", context, 12);
  const id = createHash("sha256").update(raw(to)).digest().subarray(0, 8);
  const head = Buffer.concat([Buffer.from("ps\x01"), id]);
  const cipher = createCipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 }).setAAD(head);
  const ciphertext = Buffer.concat([cipher.update(deflateRawSync(text)), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([head, enc, ciphertext]).toString("base64url");
}
