/**
 * Runs probes on a thread of its own, so that one that never returns can be ended. Says when it begins
 * with a probe and what came of it.
 */
import type { Probe } from "#schemas";
import { type Answer, answerText } from "./answer.ts";
import { type ProbeRun, SLOW_CPU_MS } from "./probe-report.ts";

declare const self: Worker;

/** A probe without its code. */
export type ProbeCard = Omit<Probe, "run">;

/** What the worker says. */
export type ProbeMessage =
  | { type: "probes"; probes: ProbeCard[] }
  | { type: "begin"; name: string }
  | { type: "answers"; answers: Answer[] }
  | { type: "end"; run: ProbeRun }
  | { type: "load-failure"; message: string; stack: string }
  | { type: "done" };

function say(message: ProbeMessage): void {
  postMessage(message);
}

async function runProbe(probe: Probe): Promise<ProbeRun> {
  const answers: Answer[] = [];
  let thrown: ProbeRun["thrown"] = null;
  let slowest: ProbeRun["slowest"] = null;
  let lastCpuMs = cpuMs();
  try {
    await probe.run((functionName, fact, value) => {
      const nowCpuMs = cpuMs();
      const ms = nowCpuMs - lastCpuMs;
      lastCpuMs = nowCpuMs;
      if (ms > (slowest?.cpuMs ?? 0)) slowest = { functionName, fact, cpuMs: ms };
      // The rest would take as long, and the verdict is clear.
      if (ms >= SLOW_CPU_MS) throw new Error(`${functionName}: ${Math.round(ms)} ms of work`);
      const answer = { functionName, fact, text: answerText(value) };
      answers.push(answer);
      // One that never returns must leave what it said before.
      say({ type: "answers", answers: [answer] });
    });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    thrown = { message, stack: stack ?? "" };
  }
  return { name: probe.name, answers, thrown, isHung: false, slowest };
}

/** Work of this process so far: time that a busy machine takes from it does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

self.onmessage = async (event: MessageEvent<string[]>) => {
  const done = new Set(event.data);
  let probes: readonly Probe[];
  try {
    probes = (await import("./probes.ts")).PROBES;
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    say({ type: "load-failure", message, stack: stack ?? "" });
    return;
  }
  const cards = probes.map(({ name, stage, file, needs }) => ({ name, stage, file, needs }));
  say({ type: "probes", probes: cards });
  for (const probe of probes.filter(({ name }) => !done.has(name))) {
    say({ type: "begin", name: probe.name });
    say({ type: "end", run: await runProbe(probe) });
  }
  say({ type: "done" });
};
