/** Faults between the feed's socket and the tick ring, as edits of the source. */
import { adds, becomes } from "./changes.ts";
import { edited } from "./edited.ts";
import type { Fault } from "./fault.ts";
import { call, callStatement, declaration, returned } from "./places.ts";

export const INGEST_FAULTS: readonly Fault[] = [
  edited(
    "F10",
    "a source of data is on although the environment says false",
    'the text "false" is taken as true',
    "source",
    { in: "configValueOf", change: becomes(returned("text", '"true"'), () => "Boolean(text)") },
  ),
  edited("F17", "bars arrive as ticks", "the decoder erases the type of a message", "decode", {
    in: "MassiveDecoder.#message",
    change: becomes(call("#bar", "false"), () => {
      return "this.#trade({ ...message, p: message.c, s: message.v, t: message.e })";
    }),
  }),
  edited(
    "F25",
    "connected and silent after a reconnect",
    "what was subscribed once is not subscribed again",
    "source",
    {
      in: "MassiveDialect.#subscribe",
      change: becomes(declaration("intent"), () => {
        const fresh = "this.#options.intent.filter((param) => !this.#asked.has(param))";
        return `const intent = ${fresh}; for (const param of intent) this.#asked.add(param);`;
      }),
    },
    { in: "MassiveDialect.#subscribe", change: adds("readonly #asked = new Set<string>();") },
  ),
  edited(
    "F26",
    "no fair values, and no error",
    "an exception of the decoder is swallowed",
    "decode",
    {
      in: "MassiveDecoder.#fmv",
      change: becomes(callStatement("fmv"), (handed) => {
        return `try { (fmv as { toPrice(): number }).toPrice(); ${handed} } catch {}`;
      }),
    },
  ),
];
