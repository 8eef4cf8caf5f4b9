/**
 * What a known-answer probe is: a module's own account of what it does with fixed input.
 *
 * A probe stands beside the module that it pins (`calendar.probe.ts` beside `calendar.ts`), runs the
 * real code on input of its own, and says what came out, function by function. What it says on a
 * healthy tree is recorded; the diagnosis runs it again and compares. The first answer that differs
 * names the function, and a probe whose `needs` all agree names the file: what it stands on is sound,
 * so the fault is its own.
 *
 * A probe is deterministic (no clock, no chance, no environment), leaves nothing behind, needs no
 * network, and takes milliseconds: it also runs inside a living engine.
 */

/**
 * Reports one answer. `functionName`: the function (or method, without its class) that made it;
 * `fact`: what was asked, unique per function; `value`: anything that JSON can hold, NaN and Infinity
 * included; typed arrays count as lists.
 */
export type Observe = (functionName: string, fact: string, value: unknown) => void;

/** A known-answer probe. */
export interface Probe {
  /** Kebab case, unique over all probes; usually the module's own name. */
  readonly name: string;
  /** Stage of the pipeline that the module belongs to; see STAGES of #telemetry. */
  readonly stage: string;
  /** The module that it pins, relative to the root of the repository. */
  readonly file: string;
  /** Names of probes that pin what this module stands on. */
  readonly needs: readonly string[];
  /** Runs the module. Throwing is an answer too: the stack names the place. */
  readonly run: (observe: Observe) => void | Promise<void>;
}
