/**
 * The order in which the functions of a module answer, as text: `allows*2 fail state`. With it, the
 * function is known that an answer is missing of when cases end early.
 */
import type { Answer } from "./answer.ts";

/** The order of these answers. */
export function orderOf(answers: readonly Answer[]): string {
  const runs: { functionName: string; times: number }[] = [];
  for (const { functionName } of answers) {
    const last = runs.at(-1);
    if (last?.functionName === functionName) last.times += 1;
    else runs.push({ functionName, times: 1 });
  }
  return runs
    .map(({ functionName, times }) => functionName + (times > 1 ? `*${times}` : ""))
    .join(" ");
}

/** The function that gives answer `index`, from 0; undefined behind the last one. */
export function functionOfAnswer(order: string, index: number): string | undefined {
  let before = 0;
  for (const part of order.split(" ").filter((text) => text !== "")) {
    const [functionName, times] = part.split("*");
    before += Number(times ?? 1);
    if (index < before) return functionName;
  }
  return undefined;
}
