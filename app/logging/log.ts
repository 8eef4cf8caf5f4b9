/**
 * The engine's log: lines on standard error, for people or for programs. Standard output stays free for
 * events and summaries. A line costs 2 to 3 us, so nothing here is ever called per record. Main thread.
 */
import { configureSync, getLogger, type Logger, type LogRecord } from "@logtape/logtape";
import type { EngineConfig } from "#schemas";

const ROOT = "tickscope";
/** Clears a status line that is being rewritten, so that the log does not run into it. */
const CLEAR_LINE = "\r\x1b[2K";

/** Sets up the log of this process, and returns its logger. */
export function openLog({ level, format }: EngineConfig["log"]): Logger {
  const line = format === "json" ? jsonLine : textLine;
  const isOnStatusLine = process.stderr.isTTY === true && process.stdout.isTTY === true;
  const clear = isOnStatusLine ? CLEAR_LINE : "";
  configureSync({
    reset: true,
    sinks: { stderr: (record) => void process.stderr.write(`${clear}${line(record)}`) },
    loggers: [
      {
        category: ROOT,
        sinks: level === "off" ? [] : ["stderr"],
        lowestLevel: level === "off" ? null : level,
      },
      // The library's own messages would be about a sink that failed: there is nowhere to tell.
      { category: ["logtape", "meta"], sinks: [], lowestLevel: null },
    ],
  });
  return getLogger(ROOT);
}

/** `2025-07-29T20:46:26.371Z warning tickscope.feed: text`. */
function textLine(record: LogRecord): string {
  const { timestamp, level, category } = record;
  const at = new Date(timestamp).toISOString();
  return `${at} ${level} ${category.join(".")}: ${wordsOf(record)}\n`;
}

/** One object: what is fixed first, then the record's own properties under their names. */
function jsonLine(record: LogRecord): string {
  const { timestamp, level, category, properties } = record;
  const time = new Date(timestamp).toISOString();
  const logger = category.join(".");
  return `${JSON.stringify({ time, level, logger, message: wordsOf(record), ...properties })}\n`;
}

/** The message as a sentence; the library's own formatters put every word that is filled in into quotes. */
function wordsOf({ message }: LogRecord): string {
  return message.map(String).join("");
}
