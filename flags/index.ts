/**
 * The door of flags: how the commands of cli and bench read what they are called with, and refuse it.
 *
 * Imports nothing of this repository: `bun run diagnose` comes up even where the pipeline's modules
 * cannot be loaded.
 */
export { numberAbove, wholeNumber } from "./number-flag.ts";
export { usageText } from "./usage-text.ts";
