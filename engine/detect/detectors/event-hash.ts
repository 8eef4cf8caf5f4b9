/**
 * The hash behind an event's id: 32 bits of (symbol, kind, side, event time, record), so that the same
 * tape gives the same ids whatever ids its symbols got and however many workers ran.
 */

/** FNV-1a over the UTF-16 units of a text; never 0, so that 0 can mean "not known yet". */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0 || 1;
}

/** One step of MurmurHash3 (x86, 32 bit). */
function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const h = hash ^ Math.imul(k, 0x1b873593);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

const TWO_32 = 4_294_967_296;

/**
 * 0..2^32-1. `symbolHash`: textHash of the symbol; `kind`, `side`: EVENT_ and SIDE_ constants;
 * `eventEpochUs`, `recordSeq`: whole numbers below 2^53; `repeat`: 0, or the ordinal of an event that
 * would otherwise share all of these with an earlier one of its record.
 */
export function eventHash(
  symbolHash: number,
  kind: number,
  side: number,
  eventEpochUs: number,
  recordSeq: number,
  repeat = 0,
): number {
  let hash = mix(symbolHash | 0, (repeat << 16) | (kind << 8) | side);
  hash = mix(hash, eventEpochUs >>> 0);
  hash = mix(hash, (eventEpochUs / TWO_32) >>> 0);
  hash = mix(hash, recordSeq >>> 0);
  hash = mix(hash, (recordSeq / TWO_32) >>> 0);
  // MurmurHash3's finalizer: every bit of the input reaches every bit of the hash.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
