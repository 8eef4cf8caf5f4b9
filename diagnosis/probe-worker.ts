/**
 * Runs probes on a thread of its own, so that one that never returns can be ended. Says when it begins
 * with a probe and what came of it.
 */
import type { Probe } from "#schemas";
import { type Answer, answerText } from "./answer.ts";
import type { ProbeRun } from "./probe-report.ts";
import { PROBES } from "./probes.ts";

declare const self: Worker;

/** What the worker says. */
export type ProbeMessage =
  | { type: "begin"; name: string }
  | { type: "end"; run: ProbeRun }
  | { type: "done" };

async function runProbe(probe: Probe): Promise<ProbeRun> {
  const answers: Answer[] = [];
  let thrown: ProbeRun["thrown"] = null;
  try {
    await probe.run((functionName, fact, value) => {
      answers.push({ functionName, fact, text: answerText(value) });
    });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    thrown = { message, stack: stack ?? "" };
  }
  return { name: probe.name, answers, thrown, isHung: false };
}

self.onmessage = async (event: MessageEvent<string[]>) => {
  const names = new Set(event.data);
  for (const probe of PROBES.filter(({ name }) => names.has(name))) {
    postMessage({ type: "begin", name: probe.name });
    postMessage({ type: "end", run: await runProbe(probe) });
  }
  postMessage({ type: "done" });
};
