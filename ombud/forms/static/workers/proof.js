// Looks for the number behind a challenge: SHA-256(salt + number), as ALTCHA has it.

const AT_ONCE = 200;

async function hash(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

onmessage = async ({ data: { algorithm, challenge, salt, signature, most } }) => {
  for (let start = 0; start <= Number(most); start += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, place) => start + place);
    const hashes = await Promise.all(numbers.map((number) => hash(salt + number)));
    const place = hashes.indexOf(challenge);
    if (place >= 0) {
      const said = { algorithm, challenge, number: start + place, salt, signature };
      return postMessage(btoa(JSON.stringify(said)));
    }
  }
  postMessage("");
};
