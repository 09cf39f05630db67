/*
 * Verifies a .tlog-proof (C2SP tlog-proof) with nothing but what the browser has: that the record's leaf is in the tree
 * (RFC 9162, section 2.1.3.2), and that the tree's head is signed (C2SP signed-note, Ed25519) with the key that the page shows.
 */
const encoder = new TextEncoder();

/** Strictly: what can be written in two ways is written in one, and anything else is refused (RFC 4648, section 3.5). */
const bytesOf = base64 => {
  const binary = atob(base64);
  if (btoa(binary) !== base64) {
    throw new Error("not base64 as it is written");
  }
  return Uint8Array.from(binary, it => it.charCodeAt(0));
};

const joined = (...arrays) => {
  const whole = new Uint8Array(arrays.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
};

const equal = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

const node = (left, right) => sha256(joined(Uint8Array.of(1), left, right));

/** A leaf's entry is the format's version and the record's commitment. */
const leafOf = commitment => sha256(joined(Uint8Array.of(0), Uint8Array.of(1), commitment));

/** @returns the index, the path and the checkpoint of a proof's file; throws where it is not as the format says */
export function read(file) {
  const lines = file.split("\n");
  if (lines.shift() !== "c2sp.org/tlog-proof@v1") {
    throw new Error("not a proof");
  }
  if (lines[0].startsWith("extra ")) {
    bytesOf(lines.shift().slice("extra ".length));
  }
  const index = /^index (0|[1-9][0-9]*)$/.exec(lines.shift());
  if (!index) {
    throw new Error("no index");
  }
  const path = [];
  while (lines[0] !== "") {
    if (path.length === 63) {
      throw new Error("no tree is so high");
    }
    const hash = bytesOf(lines.shift());
    if (hash.length !== 32) {
      throw new Error("not a hash");
    }
    path.push(hash);
  }
  lines.shift();
  return { index: BigInt(index[1]), path, checkpoint: lines.join("\n") };
}

/** @returns the root that a leaf and its path lead to; null where they lead nowhere */
export async function rootOf(leaf, index, size, path) {
  if (index >= size) {
    return null;
  }
  let place = index;
  let last = size - 1n;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0n) {
      return null;
    }
    if (place % 2n === 1n || place === last) {
      hash = await node(sibling, hash);
      while (place % 2n === 0n && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await node(hash, sibling);
    }
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? hash : null;
}

/** The signatures' lines of a note; throws where one is none (https://c2sp.org/signed-note). */
function signatures(note) {
  if (!note.endsWith("\n")) {
    throw new Error("the last line does not end");
  }
  return note.slice(0, -1).split("\n").map(line => {
    const parts = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line);
    if (!parts) {
      throw new Error("not a signature");
    }
    const bytes = bytesOf(parts[2]);
    if (bytes.length < 5) {
      throw new Error("too short for a signature");
    }
    return { name: parts[1], bytes };
  });
}

async function isSigned(checkpoint, key) {
  const end = checkpoint.lastIndexOf("\n\n");
  const text = checkpoint.slice(0, end + 1);
  const [, name, id, encoded] = /^(.+?)\+([0-9a-f]{8})\+(.+)$/.exec(key);
  const raw = bytesOf(encoded);
  if (text.split("\n")[0] !== name || raw[0] !== 1 || raw.length !== 33) {
    return false;
  }
  const expected = (await sha256(joined(encoder.encode(name + "\n"), raw))).slice(0, 4);
  if (id !== Array.from(expected, it => it.toString(16).padStart(2, "0")).join("")) {
    return false;
  }
  const publicKey = await crypto.subtle.importKey("raw", raw.slice(1), { name: "Ed25519" }, false, ["verify"]);
  for (const { name: signer, bytes } of signatures(checkpoint.slice(end + 2))) {
    if (signer === name && bytes.length === 68 && equal(bytes.slice(0, 4), expected)
        && await crypto.subtle.verify({ name: "Ed25519" }, publicKey, bytes.slice(4), encoder.encode(text))) {
      return true;
    }
  }
  return false;
}

/**
 * @param {{commitment: string, index: string, size: string}} shown the record's commitment and place, and the tree's size, as
 *   the page shows them
 * @returns whether a proof's file shows that the record stands there, in a tree whose head is signed with a key
 */
export async function holds(file, shown, key) {
  const proof = read(file);
  const [, size, root] = proof.checkpoint.split("\n");
  if (!/^(0|[1-9][0-9]*)$/.test(size) || proof.index !== BigInt(shown.index) || BigInt(size) < BigInt(shown.size)) {
    return false;
  }
  const reached = await rootOf(await leafOf(bytesOf(shown.commitment)), proof.index, BigInt(size), proof.path);
  return reached !== null && equal(reached, bytesOf(root)) && await isSigned(proof.checkpoint, key);
}

const verifier = document.getElementById("verifier");
if (verifier) {
  const said = verifier.querySelector("[role=status]");
  const tell = (what, words) => {
    said.className = what;
    said.textContent = words;
  };
  verifier.hidden = false;
  verifier.querySelector("button").addEventListener("click", async () => {
    tell("", "…");
    let file;
    try {
      const answer = await fetch(verifier.dataset.proof, { cache: "no-store" });
      if (!answer.ok) {
        throw new Error("not fetched");
      }
      file = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await answer.arrayBuffer());
      await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]);
    } catch {
      tell("cannot", verifier.dataset.cannot);
      return;
    }
    const isProven = await holds(file, verifier.dataset, verifier.dataset.key).catch(() => false);
    tell(isProven ? "verified" : "broken", isProven ? verifier.dataset.verified : verifier.dataset.broken);
  });
}
