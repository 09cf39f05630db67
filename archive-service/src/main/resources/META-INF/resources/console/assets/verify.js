/*
 * Verifies a .tlog-proof (C2SP tlog-proof) with nothing but what the browser has: that the record's leaf is in the tree
 * (RFC 9162, section 2.1.3.2), and that the tree's head is signed (C2SP signed-note, Ed25519) with the key that the page shows.
 */
const encoder = new TextEncoder();

const bytesOf = base64 => Uint8Array.from(atob(base64), it => it.charCodeAt(0));

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

/** @returns the index, the path and the checkpoint of a proof's file */
export function read(file) {
  const lines = file.split("\n");
  if (lines.shift() !== "c2sp.org/tlog-proof@v1") {
    throw new Error("not a proof");
  }
  if (lines[0].startsWith("extra ")) {
    lines.shift();
  }
  const index = /^index (0|[1-9][0-9]*)$/.exec(lines.shift());
  if (!index) {
    throw new Error("no index");
  }
  const path = [];
  while (lines[0] !== "") {
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

async function isSigned(checkpoint, key) {
  const end = checkpoint.indexOf("\n\n");
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
  for (const line of checkpoint.slice(end + 2).split("\n")) {
    if (line.startsWith(`\u2014 ${name} `)) {
      const signature = bytesOf(line.slice(name.length + 3));
      if (signature.length === 68 && equal(signature.slice(0, 4), expected)
          && await crypto.subtle.verify({ name: "Ed25519" }, publicKey, signature.slice(4), encoder.encode(text))) {
        return true;
      }
    }
  }
  return false;
}

/** @returns whether a proof's file shows that the record with a commitment is in a tree whose head is signed with a key */
export async function holds(file, commitment, key) {
  const proof = read(file);
  const [, size, root] = proof.checkpoint.split("\n");
  if (!/^(0|[1-9][0-9]*)$/.test(size)) {
    return false;
  }
  const reached = await rootOf(await leafOf(bytesOf(commitment)), proof.index, BigInt(size), proof.path);
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
      file = await answer.text();
      await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]);
    } catch {
      tell("cannot", verifier.dataset.cannot);
      return;
    }
    const isProven = await holds(file, verifier.dataset.commitment, verifier.dataset.key).catch(() => false);
    tell(isProven ? "verified" : "broken", isProven ? verifier.dataset.verified : verifier.dataset.broken);
  });
}
