/** A running engine as `top`, `tap` and `explain` meet it: over HTTP, by its address. */
import { TickscopeError } from "#schemas";

/** An engine that takes longer to answer is not answering. */
const ANSWER_MS_MAX = 10_000;

/** An answer other than 2xx: the engine is there and refuses. */
export class EngineRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "EngineRefusal";
    this.status = status;
    this.code = code;
  }

  /** One line for a terminal. */
  get oneLine(): string {
    return `${this.code}: ${this.message}`;
  }
}

export class EngineClient {
  /** Without a slash at its end. */
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/+$/, "");
  }

  /**
   * JSON of an endpoint. Throws TickscopeError ENGINE_UNREACHABLE when nobody answers or what answers is
   * no engine, EngineRefusal when it answers with an error.
   */
  async get<T>(path: string): Promise<T> {
    const response = await this.open(path, AbortSignal.timeout(ANSWER_MS_MAX));
    try {
      return (await response.json()) as T;
    } catch (cause) {
      throw unreachable(`${this.url}${path} did not answer with JSON`, cause);
    }
  }

  /** The answer itself, for streams; `signal` ends it. Throws as `get`. */
  async open(path: string, signal: AbortSignal): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.url}${path}`, { signal });
    } catch (cause) {
      throw unreachable(`no engine answers at ${this.url} (${(cause as Error).message})`, cause);
    }
    if (!response.ok) throw await this.#refusalOf(response, path);
    return response;
  }

  async #refusalOf(response: Response, path: string): Promise<Error> {
    try {
      const { error } = (await response.json()) as {
        error: { code: string; message: string; hint?: string };
      };
      const hint = error.hint === undefined ? "" : ` — ${error.hint}`;
      return new EngineRefusal(response.status, error.code, `${error.message}${hint}`);
    } catch (cause) {
      return unreachable(
        `${this.url}${path} answered ${response.status}: not an engine of this kind`,
        cause,
      );
    }
  }
}

function unreachable(message: string, cause: unknown): TickscopeError {
  return new TickscopeError("ENGINE_UNREACHABLE", message, { cause });
}
