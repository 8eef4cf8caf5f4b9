/**
 * `bun run bench [--suite NAME] [--smoke]`: what a tick costs on this machine.
 *
 * Prints machine, runtime, commit and parameters with every run; a figure without them is worth little.
 */
import { cpus } from "node:os";
import { Command } from "commander";
import { detectorSuite } from "./detector-suite.ts";
import { frameSuite } from "./frame-suite.ts";
import { pipelineSuite } from "./pipeline-suite.ts";
import { ringSuite } from "./ring-suite.ts";
import { startSuite } from "./start-suite.ts";
import { rowText, type Suite } from "./suite.ts";

const SUITES: readonly Suite[] = [ringSuite, detectorSuite, frameSuite, pipelineSuite, startSuite];

function machine(): string {
  const git = Bun.spawnSync(["git", "rev-parse", "--short", "HEAD"]);
  const commit = git.success ? git.stdout.toString().trim() : "no commit";
  const processors = cpus();
  return `${processors.length} x ${processors[0]?.model ?? "?"} · Bun ${Bun.version} · ${commit}`;
}

const program = new Command("bench")
  .option("--suite <name>", `one of: ${SUITES.map(({ name }) => name).join(", ")}`)
  .option("--smoke", "run everything tiny, to see that it works")
  .parse(Bun.argv.slice(2), { from: "user" });
const { suite: wanted, smoke } = program.opts<{ suite?: string; smoke?: boolean }>();
const chosen = SUITES.filter(({ name }) => wanted === undefined || name === wanted);
if (chosen.length === 0) {
  const names = SUITES.map(({ name }) => name).join(", ");
  console.error(`USAGE: no suite is named "${wanted}" — use one of: ${names}`);
  process.exit(64);
}

console.log(machine());
for (const suite of chosen) {
  console.log(`\n${suite.name}: ${suite.about}`);
  const rows = await suite.run(smoke === true ? "smoke" : "full");
  for (const row of rows) console.log(rowText(row, rows[0]!));
}
process.exit(0);
