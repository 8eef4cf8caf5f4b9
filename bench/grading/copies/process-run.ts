/**
 * Child processes that cannot outlive their time: each leads a process group of its own, and the whole
 * group is ended at the limit, at its end, and when the evaluation is interrupted.
 */

/** How a process is run. */
export interface RunOptions {
  cwd: string;
  /** Milliseconds until its group is killed. */
  timeoutMs: number;
  /** Added to the environment. */
  environment?: Record<string, string>;
}

/** How a process ended. */
export interface Ended {
  /** 128 + signal for one that was killed. */
  exitCode: number;
  stdout: string;
  stderr: string;
  isTimedOut: boolean;
  elapsedMs: number;
}

/** More output than this is cut: an edited program may print without end. */
const OUTPUT_CHARS_MAX = 16 * 1024 * 1024;
/** Time for what was written before the end to arrive. */
const LAST_OUTPUT_MS = 2_000;

const living = new Set<number>();

/** Our settings must not reach what is examined, nor colours what is parsed. */
function cleanEnvironment(): Record<string, string> {
  const kept: Record<string, string> = { NO_COLOR: "1" };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(TICKSCOPE_|FORCE_COLOR)/.test(name)) kept[name] = value;
  }
  return kept;
}

/** A child that leads its own group. `onText` hears its standard output as it comes. */
export class GroupProcess {
  readonly pid: number;
  readonly ended: Promise<Ended>;

  constructor(command: string[], options: RunOptions, onText?: (text: string) => void) {
    const startedLocalMs = performance.now();
    const child = Bun.spawn(command, {
      cwd: options.cwd,
      detached: true,
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
      env: { ...cleanEnvironment(), ...options.environment },
    });
    this.pid = child.pid;
    living.add(child.pid);
    const out = new Collected(child.stdout, onText);
    const err = new Collected(child.stderr);
    this.ended = this.#end(child.exited, out, err, options.timeoutMs, startedLocalMs);
  }

  async #end(
    exited: Promise<number>,
    out: Collected,
    err: Collected,
    timeoutMs: number,
    startedLocalMs: number,
  ): Promise<Ended> {
    let isTimedOut = false;
    const limit = setTimeout(() => {
      isTimedOut = true;
      killGroup(this.pid);
    }, timeoutMs);
    const exitCode = await exited;
    const elapsedMs = performance.now() - startedLocalMs;
    clearTimeout(limit);
    killGroup(this.pid); // whatever it left running
    living.delete(this.pid);
    await Promise.race([Promise.all([out.done, err.done]), Bun.sleep(LAST_OUTPUT_MS)]);
    return { exitCode, stdout: out.text, stderr: err.text, isTimedOut, elapsedMs };
  }

  /** Asks it to end. */
  interrupt(): void {
    signal(this.pid, "SIGTERM");
  }
}

/** Text of a stream, up to a limit; the rest is read and forgotten, so that nobody blocks. */
class Collected {
  text = "";
  readonly done: Promise<void>;

  constructor(stream: ReadableStream<Uint8Array>, onText?: (text: string) => void) {
    this.done = this.#read(stream, onText);
  }

  async #read(
    stream: ReadableStream<Uint8Array>,
    onText: ((text: string) => void) | undefined,
  ): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      if (this.text.length > OUTPUT_CHARS_MAX) continue;
      const text = decoder.decode(bytes, { stream: true });
      this.text += text;
      onText?.(text);
    }
  }
}

function signal(pid: number, name: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    // ESRCH: the group is gone, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function killGroup(pid: number): void {
  signal(pid, "SIGKILL");
}

/** Runs a command to its end or limit. */
export function runToEnd(command: string[], options: RunOptions): Promise<Ended> {
  return new GroupProcess(command, options).ended;
}

/** Kills every group that still lives: for an interrupted evaluation. */
export function killAll(): void {
  for (const pid of living) killGroup(pid);
  living.clear();
}
