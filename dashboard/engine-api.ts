/** The engine's HTTP answers, and looking at them again and again while somebody looks. */
import { isOffered } from "./offered-endpoints.ts";

/** An answer, or why there is none. `isMissing`: this engine has no such endpoint. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly isMissing: boolean;
      readonly problem: string;
      /** HTTP status of the refusal; undefined = no answer at all. */
      readonly status?: number;
    };

const TIMEOUT_MS = 10_000;

let isGone: () => boolean = () => false;

/** Says when the engine cannot answer, so that nobody asks and browsers log nothing. */
export function skipRequestsWhile(engineIsGone: () => boolean): void {
  isGone = engineIsGone;
}

/** JSON of an endpoint that every engine has. Never rejects. */
export async function getJson<T>(path: string): Promise<Answer<T>> {
  return request<T>(path, { method: "GET" });
}

/** JSON of something that not every engine has: `endpoint`, and what stands behind it. Never rejects. */
export async function getIfOffered<T>(endpoint: string, rest: string = ""): Promise<Answer<T>> {
  try {
    if (await isOffered(endpoint)) return await getJson<T>(endpoint + rest);
    return { ok: false, isMissing: true, problem: `this engine has no ${endpoint}` };
  } catch {
    return { ok: false, isMissing: false, problem: "the engine does not answer" };
  }
}

/** Calls an endpoint that does something. Never rejects. */
export async function callEngine<T>(
  method: "POST" | "DELETE",
  path: string,
  timeoutMs: number = TIMEOUT_MS,
): Promise<Answer<T>> {
  return request<T>(path, { method }, timeoutMs);
}

async function request<T>(
  path: string,
  init: RequestInit,
  timeoutMs: number = TIMEOUT_MS,
): Promise<Answer<T>> {
  if (isGone()) return { ok: false, isMissing: false, problem: "the engine does not answer" };
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    if (response.ok) return { ok: true, value: JSON.parse(text === "" ? "null" : text) as T };
    const problem = problemOf(text) ?? `HTTP ${response.status}`;
    return { ok: false, isMissing: false, problem, status: response.status };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    const problem = isLate
      ? `no answer within ${timeoutMs / 1000} s`
      : "the engine does not answer";
    return { ok: false, isMissing: false, problem };
  }
}

/** The words of an error answer, `{"error": {"message"}}`. */
function problemOf(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: unknown } };
    return typeof error?.message === "string" ? error.message : undefined;
  } catch {
    return undefined;
  }
}

/** Does something at once and then again and again, never twice at a time, until it is stopped. */
export class Poller {
  readonly #everyMs: number;
  readonly #look: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run = 0;

  constructor(everyMs: number, look: () => Promise<void>) {
    this.#everyMs = everyMs;
    this.#look = look;
  }

  start(): void {
    this.stop();
    void this.#turn(this.#run);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#run += 1;
  }

  async #turn(run: number): Promise<void> {
    await this.#look();
    // A stop, or a new start, while it looked.
    if (run === this.#run) this.#timer = setTimeout(() => void this.#turn(run), this.#everyMs);
  }
}
