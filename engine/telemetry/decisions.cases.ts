/** Known answers of decisions.ts: each compare, and what is noted of it while a symbol is watched. */
import { type Observe, of } from "#schemas";
import { Decisions } from "./decisions.ts";
import { DECIDE_HIGH, gateId } from "./gates.ts";

const GATE = gateId("beyond");

class Noting extends Decisions {
  readonly noted: unknown[] = [];

  override note(...note: Parameters<Decisions["note"]>): void {
    this.noted.push(note);
  }
}

/** The answers for values below, at and above a limit of 2, and what was noted. */
function answers(isOn: boolean, ask: (decisions: Decisions, value: number) => boolean): unknown {
  const decisions = new Noting();
  decisions.isOn = isOn;
  const passed = [1, 2, 3].map((value) => ask(decisions, value));
  return [passed, decisions.noted];
}

export default function run(observe: Observe): void {
  for (const isOn of [false, true]) {
    const fact = isOn ? "watched" : "not watched";
    for (const name of ["atLeast", "above", "below"] as const) {
      const answer = answers(isOn, (decisions, x) => decisions[name](DECIDE_HIGH, GATE, x, 2));
      observe(of(Decisions, name), fact, answer);
    }
    const spans = answers(isOn, (decisions, x) =>
      decisions.lasted(DECIDE_HIGH, GATE, x * 1e6, 2e6),
    );
    observe(of(Decisions, "lasted"), fact, spans);
    const own = answers(isOn, (decisions, x) => decisions.passed(DECIDE_HIGH, GATE, x === 2, x, 2));
    observe(of(Decisions, "passed"), fact, own);
    const made = answers(isOn, (decisions) => {
      decisions.made(DECIDE_HIGH);
      return true;
    });
    observe(of(Decisions, "made"), fact, made);
  }
}
