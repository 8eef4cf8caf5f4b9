/** `bun run diagnose compare A B`: two reports side by side; did it get worse? */
import { Command } from "commander";
import { usageText } from "#flags";

const EXIT_NOT_WORSE = 0;
const EXIT_WORSE = 1;
const EXIT_UNREADABLE = 2;

async function compare(a: string, b: string, asJson: boolean): Promise<number> {
  // Late, as everything in this command: without the pipeline's modules there is no #schemas either.
  const { TickscopeError } = await import("#schemas");
  const { compareReports, comparisonText, readReport } = await import("#diagnosis");
  try {
    const comparison = compareReports(readReport(a), readReport(b));
    console.log(asJson ? JSON.stringify(comparison) : comparisonText(comparison));
    return comparison.worse.length === 0 ? EXIT_NOT_WORSE : EXIT_WORSE;
  } catch (error) {
    if (!(error instanceof TickscopeError)) throw error;
    console.error(error.oneLine);
    return EXIT_UNREADABLE;
  }
}

/** The subcommand; `finish` takes its exit code. */
export function compareCommand(finish: (code: Promise<number>) => void): Command {
  return new Command("compare")
    .description("compare two reports; exit code 1 if the second is worse")
    .argument("<a>", "the earlier report.json, or its folder")
    .argument("<b>", "the later report.json, or its folder")
    .option("--json", "print the comparison as JSON on standard output, and nothing else")
    .allowExcessArguments(false)
    .configureOutput({ outputError: (text, write) => write(usageText(text)) })
    .exitOverride()
    .action((a: string, b: string, flags: { json?: true }) => {
      finish(compare(a, b, flags.json === true));
    });
}
