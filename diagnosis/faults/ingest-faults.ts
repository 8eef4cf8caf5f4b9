/** Faults between the feed's socket and the tick ring, as replaced pieces of modules. */
import type { Fault } from "./fault.ts";

const DECODER = "engine/sources/massive-decoder.ts";
const DIALECT = "engine/sources/massive-dialect.ts";
const CONFIG_KEYS = "schemas/config-keys.ts";

export const INGEST_FAULTS: readonly Fault[] = [
  {
    id: "F10",
    symptom: "a source is on although its environment variable is false",
    cause: 'the text "false" is read as true',
    replacements: [
      {
        file: CONFIG_KEYS,
        find: 'if (types.includes("boolean") && (text === "true" || text === "false")) return text === "true";',
        put: 'if (types.includes("boolean") && text !== "") return Boolean(text);',
      },
    ],
    expected: { stage: "source", file: CONFIG_KEYS },
    remedies: [],
  },
  {
    id: "F17",
    symptom: "bars are treated as ticks",
    cause: "the decoder erases the type of a message",
    replacements: [
      {
        file: DECODER,
        find: "        this.#bar(message, false);",
        put: "        this.#trade({ ...message, p: message.c, s: message.v, t: message.e });",
      },
    ],
    expected: { stage: "decode", file: DECODER },
    remedies: [],
  },
  {
    id: "F25",
    symptom: "connected and silent after a reconnect",
    cause: "earlier subscriptions are not renewed",
    replacements: [
      {
        file: DIALECT,
        find: `  #subscribe(): void {
    this.#phase = "subscribe";
    const { intent } = this.#options;
`,
        put: `  readonly #asked = new Set<string>();

  #subscribe(): void {
    this.#phase = "subscribe";
    const intent = this.#options.intent.filter((param) => !this.#asked.has(param));
    for (const param of intent) this.#asked.add(param);
`,
      },
    ],
    expected: { stage: "source", file: DIALECT },
    remedies: [],
  },
  {
    id: "F26",
    symptom: "no fair values, and no error",
    cause: "an exception of the decoder is swallowed",
    replacements: [
      {
        file: DECODER,
        find: "    this.#normaliser.fmv(sym, fmv, Math.round(t / NS_PER_US));",
        put: `    try {
      this.#normaliser.fmv(sym, (fmv as { toPrice(): number }).toPrice(), Math.round(t / NS_PER_US));
    } catch {
      // never mind
    }`,
      },
    ],
    expected: { stage: "decode", file: DECODER },
    remedies: [],
  },
];
