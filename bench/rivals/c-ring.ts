/** The C ring as a contender: compiled once when there is a compiler, left out with the reason else. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contender } from "../contest.ts";
import { BATCH, SLOT_BYTES, SLOTS } from "./ring-sides.ts";
import { sumOf } from "./ring-threads.ts";

/** The compiled ring, or why there is none. */
export interface CRing {
  path: string;
  problem: string;
  /** Removes what was compiled. */
  clear: () => void;
}

/** Compiles bench/rivals/ring.c with `cc -O2`. */
export function compileRing(): CRing {
  const none = (problem: string): CRing => ({ path: "", problem, clear: () => undefined });
  const compiler = Bun.which("cc");
  if (process.platform !== "linux") return none("it uses Linux' futex");
  if (compiler === null) return none("there is no C compiler (cc) on this machine");
  const folder = mkdtempSync(join(tmpdir(), "tickscope-ring-"));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  const path = join(folder, "ring");
  const source = join(import.meta.dir, "ring.c");
  const { success, stderr } = Bun.spawnSync([compiler, "-O2", "-pthread", "-o", path, source]);
  if (success) return { path, problem: "", clear };
  clear();
  return none(`cc failed: ${stderr.toString().trim().slice(0, 300)}`);
}

/** A process of the C ring; its threads stay for all rounds. */
export function cRingContender(
  name: string,
  path: string,
  consumers: number,
  count: number,
): Contender & { end: () => void } {
  const args = [consumers, SLOTS, SLOT_BYTES, BATCH].map(String);
  const child = Bun.spawn([path, ...args], { stdin: "pipe", stdout: "pipe" });
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  return {
    name,
    unit: "records/s",
    sample: async () => {
      child.stdin.write(`${count}\n`);
      child.stdin.flush();
      const { value = "" } = await lines.read();
      const [seconds, sum] = value.trim().split(" ").map(Number);
      if (sum !== sumOf(count, consumers)) throw new Error(`Invariant: C's sum, was "${value}"`);
      return count / seconds!;
    },
    checksum: () => `sum ${sumOf(count, consumers)}`,
    end: () => child.kill(),
  };
}
