/**
 * Runs cases on a thread of its own, so that one that never returns can be ended. Reports when it begins
 * with a module and what came of it.
 */
import { join } from "node:path";
import type { Cases } from "#schemas";
import { ROOT } from "../locate.ts";
import type { Answer } from "./answer.ts";
import type { CaseRun } from "./case-report.ts";
import { type CaseCard, findCases } from "./find-cases.ts";
import type { PluginModule } from "./plugin-modules.ts";

declare const self: Worker;

/** What the worker is asked for. */
export interface CaseRequest {
  /** Names of cases that are not run. */
  done: readonly string[];
  /** Modules of the user's own: cases beside them are run, too. */
  plugins: readonly PluginModule[];
}

/** What the worker reports. */
export type CaseMessage =
  | { type: "cases"; cases: CaseCard[] }
  | { type: "begin"; name: string }
  | { type: "answers"; answers: Answer[] }
  | { type: "end"; run: CaseRun }
  | { type: "load-failure"; message: string; stack: string }
  | { type: "done" };

function report(message: CaseMessage): void {
  postMessage(message);
}

self.onmessage = async ({ data: { done, plugins } }: MessageEvent<CaseRequest>) => {
  const cards = findCases(ROOT, plugins);
  const loaded = new Map<string, Cases>();
  let runCases: typeof import("./case-run.ts").runCases;
  try {
    // Late, because the pipeline itself is loaded with it.
    ({ runCases } = await import("./case-run.ts"));
    for (const { name, casesFile } of cards) {
      const module = (await import(join(ROOT, casesFile))) as { default: Cases };
      loaded.set(name, module.default);
    }
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    report({ type: "load-failure", message, stack: stack ?? "" });
    return;
  }
  report({ type: "cases", cases: cards });
  const skipped = new Set(done);
  for (const { name } of cards.filter((card) => !skipped.has(card.name))) {
    report({ type: "begin", name });
    // One that never returns must leave what it answered before.
    const onAnswer = (answer: Answer) => report({ type: "answers", answers: [answer] });
    report({ type: "end", run: await runCases(name, loaded.get(name)!, onAnswer) });
  }
  report({ type: "done" });
};
