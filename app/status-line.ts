/**
 * What a terminal shows while the engine runs: one line that is rewritten each second, or, where
 * standard output is not a terminal, a plain line every ten seconds and on every change of state.
 */
import type { EngineStatus, LedgerSnapshot } from "#engine";

/** What the line needs. */
export interface StatusSources {
  ledger: () => LedgerSnapshot;
  status: () => EngineStatus;
  clients: () => number;
  /** Market time as text, "" before the first record. */
  marketTime: () => string;
}

const TERMINAL_EVERY_MS = 1_000;
const PLAIN_EVERY_MS = 10_000;

/** 1234567 -> 1.23 M */
export function short(count: number): string {
  if (count < 10_000) return String(Math.round(count));
  if (count < 1_000_000) return `${(count / 1_000).toFixed(count < 100_000 ? 1 : 0)} k`;
  return `${(count / 1_000_000).toFixed(2)} M`;
}

function sumOf(snapshot: LedgerSnapshot, part: "dropped" | "errored"): number {
  let sum = 0;
  for (const stage of snapshot.stages) {
    for (const count of Object.values(stage[part])) sum += count;
  }
  return sum;
}

const SEPARATOR = " · ";

export class StatusLine {
  readonly #sources: StatusSources;
  readonly #isTerminal: boolean;
  #timer: Timer | undefined;
  #records = 0;
  #atLocalMs: number;
  #state = "";

  constructor(sources: StatusSources, isTerminal: boolean) {
    this.#sources = sources;
    this.#isTerminal = isTerminal;
    this.#atLocalMs = performance.now();
  }

  start(): void {
    const everyMs = this.#isTerminal ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS;
    this.#timer = setInterval(() => this.#print(), everyMs);
  }

  /** A change of state is worth a line of its own at once. */
  changed(): void {
    const { feed, feedDetail } = this.#sources.status();
    const state = `${feed} ${feedDetail}`.trim();
    if (state === this.#state) return;
    this.#state = state;
    this.#clear();
    console.log(`feed: ${state}`);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#clear();
  }

  #clear(): void {
    if (this.#isTerminal) process.stdout.write("\r\x1b[2K");
  }

  #print(): void {
    this.changed();
    const parts = this.#parts();
    if (!this.#isTerminal) {
      console.log(parts.join(SEPARATOR));
      return;
    }
    const columns = process.stdout.columns ?? 80;
    // The last ones are worth the least, and half a number is worse than none.
    while (parts.length > 1 && parts.join(SEPARATOR).length >= columns) parts.pop();
    process.stdout.write(`\r\x1b[2K${parts.join(SEPARATOR).slice(0, columns - 1)}`);
  }

  /** What matters most first. */
  #parts(): string[] {
    const ledger = this.#sources.ledger();
    const row = (name: string) => ledger.stages.find((stage) => stage.stage === name);
    const records = row("normalise")?.out ?? 0;
    const nowLocalMs = performance.now();
    const perSecond = ((records - this.#records) * 1000) / (nowLocalMs - this.#atLocalMs);
    this.#records = records;
    this.#atLocalMs = nowLocalMs;
    const events = row("detect")?.produced ?? 0;
    return [
      `${short(records)} records`,
      `${short(perSecond)} records/s`,
      `${short(events)} events`,
      `${this.#sources.clients()} clients`,
      `${short(sumOf(ledger, "dropped"))} dropped`,
      `${short(sumOf(ledger, "errored"))} errors`,
      this.#sources.marketTime(),
    ].filter((part) => part !== "");
  }
}
