//! What is sealed opens with its key and no other, and not after any change on the way.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use prescreener::referral::sealing::{
    Entropy, LARGEST, LONGEST, PrivateKey, PublicKey, Unopened, from_text, generate, key_of, open, seal, to_text,
};
use prescreener::referral::{self, Carried};
use prescreener::trial::key_fault;
use std::convert::Infallible;

const TEXT: &[u8] = br#"{"schema":"prescreener/result/1","verdict":"not_yet"}"#;

fn site() -> (PrivateKey, PublicKey) {
    generate(Entropy::from([7; 32]))
}

fn sealed() -> Vec<u8> {
    seal(&site().1, TEXT, Entropy::from([9; 32])).unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

/// The RFC's randomness, for the library alone.
struct Given([u8; 32]);

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        panic!("32 bytes are asked for")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        panic!("32 bytes are asked for")
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        to.copy_from_slice(&self.0);
        Ok(())
    }
}

impl TryCryptoRng for Given {}

/// RFC 9180, appendix A.2.1: our suite in base mode, with the RFC's own randomness; what we seal with it as [`Entropy`] has the
/// RFC's encapsulated key.
#[test]
fn the_vectors_of_the_rfc_come_out() {
    let pair = |ikm: &str| X25519HkdfSha256::derive_keypair(&hex(ikm));
    let (private, public) = pair("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df");
    let written = hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
    let same = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&written).unwrap();
    assert_eq!(same.to_bytes(), private.to_bytes());
    assert_eq!(public.to_bytes()[..], hex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"));
    let randomness = hex("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b");
    let randomness = <[u8; 32]>::try_from(randomness).unwrap();
    let own = PublicKey::parse(&to_text(&public.to_bytes())).unwrap();
    let sealed = seal(&own, TEXT, Entropy::from(randomness)).unwrap();
    let info = hex("4f6465206f6e2061204772656369616e2055726e");
    let (enc, mut sender) = hpke::setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &info,
        &mut Given(randomness),
    )
    .unwrap();
    assert_eq!(enc.to_bytes()[..], sealed[11..43]);
    assert_eq!(enc.to_bytes()[..], hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"));
    let mut receiver = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &private,
        &<X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&enc.to_bytes()).unwrap(),
        &info,
    )
    .unwrap();
    let text = b"Beauty is truth, truth beauty";
    for (count, ciphertext) in [
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28",
        "6b53c051e4199c518de79594e1c4ab18b96f081549d45ce015be002090bb119e85285337cc95ba5f59992dc98c",
        "71146bd6795ccc9c49ce25dda112a48f202ad220559502cef1f34271e0cb4b02b4f10ecac6f48c32f878fae86b",
    ]
    .into_iter()
    .enumerate()
    {
        let aad = format!("Count-{count}");
        assert_eq!(sender.seal(text, aad.as_bytes()).unwrap(), hex(ciphertext));
        assert_eq!(receiver.open(&hex(ciphertext), aad.as_bytes()).unwrap(), text);
    }
}

#[test]
fn what_was_sealed_opens_and_hides_its_text() {
    let (private, public) = site();
    let sealed = sealed();
    assert_eq!(open(&private, &sealed).unwrap(), TEXT);
    assert_eq!(key_of(&sealed).unwrap(), public.id());
    let long = TEXT.repeat(20);
    let short = seal(&public, &long, Entropy::from([9; 32])).unwrap();
    assert!(short.len() < 200, "{} bytes for {}", short.len(), long.len());
    assert_eq!(open(&private, &short).unwrap(), long);
    assert!(!sealed.windows(6).any(|window| TEXT.windows(6).any(|known| known == window)));
    let again = seal(&public, TEXT, Entropy::from([10; 32])).unwrap();
    assert!(again.iter().zip(&sealed).skip(11).filter(|(a, b)| a == b).count() < 20, "each sealing looks new");
    assert_eq!(from_text(&format!(" {}\n", to_text(&sealed))).unwrap(), sealed);
}

#[test]
fn no_byte_can_be_changed_and_none_left_out_or_added() {
    let (private, _) = site();
    let sealed = sealed();
    for place in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(open(&private, &changed).is_err(), "byte {place}");
        assert!(open(&private, &sealed[..place]).is_err(), "cut to {place} bytes");
    }
    assert_eq!(open(&private, &[sealed, vec![0]].concat()), Err(Unopened::Damaged));
}

#[test]
fn what_cannot_be_opened_says_why() {
    let (private, public) = site();
    let (other, _) = generate(Entropy::from([8; 32]));
    let mut future = sealed();
    future[2] = 2;
    for (key, given, why, words) in [
        (&private, b"".to_vec(), Unopened::NotSealed, "copy the whole link"),
        (&private, b"{\"schema\": 1}".to_vec(), Unopened::NotSealed, "copy the whole link"),
        (&private, future, Unopened::Future(2), "update first"),
        (&private, sealed()[..30].to_vec(), Unopened::Damaged, "sent again"),
        (&private, vec![b'p'; LARGEST + 1], Unopened::TooLarge, "longer than any"),
        (&other, sealed(), Unopened::OtherKey(public.id()), "open it with that key"),
    ] {
        assert_eq!(open(key, &given), Err(why));
        assert!(why.to_string().contains(words), "{why}");
    }
    assert_eq!(from_text(&"A".repeat(1_000_000)), Err(Unopened::TooLarge));
    for text in ["a+b/", "AB", "A", "abc=", "ab cd", "é"] {
        assert_eq!(from_text(text), Err(Unopened::NotSealed), "{text}");
    }
}

#[test]
fn a_text_too_long_to_be_opened_is_not_sealed() {
    let (private, public) = site();
    let entropy = || Entropy::from([3; 32]);
    let sealed = seal(&public, &vec![b' '; LONGEST], entropy()).unwrap();
    assert_eq!(open(&private, &sealed).unwrap().len(), LONGEST);
    assert!(seal(&public, &vec![b' '; LONGEST + 1], entropy()).is_none());
    // What cannot be made shorter is bounded by what a sealed thing may be.
    let mut state = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(LARGEST)
    .collect();
    assert!(seal(&public, &noise, entropy()).is_none());
    let sealed = seal(&public, &noise[..LARGEST - 200], entropy()).unwrap();
    assert_eq!(from_text(&to_text(&sealed)).unwrap(), sealed);
    assert_eq!(open(&private, &sealed).unwrap(), noise[..LARGEST - 200]);
}

#[test]
fn keys_are_written_and_read() {
    let (private, public) = site();
    assert_eq!(PublicKey::parse(&format!("{public}\n")), Some(public.clone()));
    assert_eq!(PrivateKey::parse(&private.secret()).unwrap().public(), public);
    assert!(!format!("{private:?}").contains(&private.secret()));
    for text in ["", "abc", &"A".repeat(42), &"A".repeat(44), &format!("{public}A")] {
        assert!(PublicKey::parse(text).is_none(), "{text}");
        assert!(PrivateKey::parse(text).is_none(), "{text}");
    }
}

/// The coordinates that lead to no secret, in every way to write them: 0, 1, p - 1, p, p + 1 and the two of order 8, each also with
/// the bit that does not count.
fn of_small_order() -> Vec<[u8; 32]> {
    let p = |last: u8| {
        let mut bytes = [0xFF; 32];
        (bytes[0], bytes[31]) = (last, 0x7F);
        bytes
    };
    let one = |first: u8| {
        let mut bytes = [0; 32];
        bytes[0] = first;
        bytes
    };
    let eight = [
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    ];
    let eight = eight.map(|text| <[u8; 32]>::try_from(hex(text)).unwrap());
    let all = [one(0), one(1), p(0xEC), p(0xED), p(0xEE)].into_iter().chain(eight);
    all.flat_map(|point| {
        let mut other = point;
        other[31] ^= 0x80;
        [point, other]
    })
    .collect()
}

/// A key of small order gives no secret: anybody could open what is sealed for it.
#[test]
fn no_key_of_small_order_is_a_key() {
    let refuses = |bytes: &[u8]| {
        let key = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(bytes).unwrap();
        let mode = OpModeS::<X25519HkdfSha256>::Base;
        let source = &mut Given([1; 32]);
        hpke::setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&mode, &key, b"", source).is_err()
    };
    for point in of_small_order() {
        let text = to_text(&point);
        assert!(refuses(&point), "{text}");
        assert!(PublicKey::parse(&text).is_none() && PublicKey::parse(&format!(" {text}\n")).is_none(), "{text}");
        assert!(key_fault(&text).unwrap().contains("small order"), "{text}");
    }
    // Every other is refused by neither: those beside, and what the field has above its prime.
    let mut others: Vec<[u8; 32]> = of_small_order();
    for point in &mut others {
        point[3] ^= 1;
    }
    others.extend((2..=18).map(|above| {
        let mut bytes = [0xFF; 32];
        (bytes[0], bytes[31]) = (0xED + above, 0x7F);
        bytes
    }));
    for other in others {
        let text = to_text(&other);
        assert!(!refuses(&other) && PublicKey::parse(&text).is_some() && key_fault(&text).is_none(), "{text}");
    }
}

/// The form of a key is told without the means to use it, by whoever only compiles a definition: it must not differ.
#[test]
fn the_form_of_a_key_is_told_as_it_is_read() {
    let (_, public) = site();
    let public = public.to_string();
    for place in 0..43 {
        for letter in ('!'..='~').chain(['é']) {
            let (before, rest) = public.split_at(place);
            let text: String = before.chars().chain([letter]).chain(rest.chars().skip(1)).collect();
            assert_eq!(PublicKey::parse(&text).is_some(), key_fault(&text).is_none(), "{text}");
        }
    }
}

#[test]
fn no_letter_of_a_link_can_be_changed_and_none_left_out() {
    let (private, public) = site();
    let carried = Carried::Sealed(seal(&public, &TEXT.repeat(20), Entropy::from([9; 32])).unwrap());
    let link = referral::write("https://site.example/receive.html", &carried);
    let opened = |link: &str| referral::read(link).and_then(|carried| carried.text(Some(&private)));
    assert_eq!(opened(&link).unwrap().as_bytes(), TEXT.repeat(20));
    let letters = link.find('=').unwrap() + 1;
    for place in letters..link.len() {
        let (before, rest) = link.split_at(place);
        let other = if rest.starts_with('A') { "B" } else { "A" };
        let changed = format!("{before}{other}{}", rest.split_at(1).1);
        assert!(opened(&changed).is_err(), "letter {place}");
        // Wherever it is cut behind the name of its key, it is known for what it is.
        let cut = opened(before).unwrap_err();
        assert!(cut == Unopened::Damaged || place < letters + 4 && cut == Unopened::NotSealed, "{place}: {cut}");
    }
    for text in ["cHM!", "cHM A", &link.replace('-', "?")] {
        assert_eq!(opened(text), Err(Unopened::NotSealed), "{text}");
    }
}
