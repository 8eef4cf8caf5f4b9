/**
 * What a run leaves behind for programs: every event as a JSON line, and a summary.
 *
 * Writes are buffered and synchronous, so that at the end of a run everything is in the file. A full
 * disk ends the output, not the engine: it is named once and counted.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import type { ErrorLog } from "#engine/telemetry";
import { TickscopeError } from "#schemas";

const BUFFER_CHARS = 64 * 1024;

/** Lines to a file; `-` is standard output. */
export class LineOutput {
  readonly path: string;
  readonly #fd: number;
  readonly #errors: ErrorLog;
  #buffer = "";
  #lost = 0;
  #isBroken = false;

  /** Opens `path` for writing, emptied. Throws OUTPUT_FAILED when it cannot be opened. */
  constructor(path: string, errors: ErrorLog) {
    this.path = path;
    this.#errors = errors;
    try {
      this.#fd = path === "-" ? 1 : openSync(path, "w");
    } catch (cause) {
      throw new TickscopeError("OUTPUT_FAILED", `${path}: ${(cause as Error).message}`, { cause });
    }
  }

  /** Lines that could not be written. */
  get lost(): number {
    return this.#lost;
  }

  line(text: string): void {
    if (this.#isBroken) {
      this.#lost += 1;
      return;
    }
    this.#buffer += `${text}\n`;
    if (this.#buffer.length >= BUFFER_CHARS) this.flush();
  }

  flush(): void {
    if (this.#isBroken || this.#buffer === "") return;
    const bytes = new TextEncoder().encode(this.#buffer);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
      this.#buffer = "";
    } catch (cause) {
      this.#isBroken = true;
      this.#lost += this.#buffer.split("\n").length - 1;
      this.#errors.record("OUTPUT_FAILED", `${this.path}: ${(cause as Error).message}`, "", cause);
    }
  }

  close(): void {
    this.flush();
    if (this.#fd > 2) closeSync(this.#fd);
  }
}
