/** Seeded pseudo-random numbers: the same seed gives the same market, byte for byte. One thread. */

const TO_UNIT = 2 ** -32;
/** Standard deviation of the sum of four uniform bytes: 2 sqrt((256^2 - 1) / 12). */
const FOUR_BYTES_STDEV = 147.8;

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, period at least 2^32. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `seed`: any integer up to 2^53. */
  constructor(seed: number) {
    this.#a = 0x9e3779b9;
    this.#b = seed | 0;
    this.#c = (seed / 2 ** 32) | 0;
    for (let i = 0; i < 15; i++) this.bits(); // close seeds differ in all bits after 12 rounds
  }

  /** 32 random bits, unsigned. @hot no allocation. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1). @hot */
  unit(): number {
    return this.bits() * TO_UNIT;
  }

  /** Uniform in [low, high). @hot */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /**
   * About normal, mean 0, deviation 1, never beyond 3.5: the sum of four bytes of one draw. @hot
   */
  gauss(): number {
    const bits = this.bits();
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    return (sum - 510) / FOUR_BYTES_STDEV;
  }
}
