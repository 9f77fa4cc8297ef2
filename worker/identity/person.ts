/** Names of persons. */

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A name nobody has: `c_` and a hundred random bits. */
export function freshPerson(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return `c_${[...bytes].map((byte) => ALPHABET[byte & 31]).join('')}`;
}
