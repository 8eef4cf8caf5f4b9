/** A child process that is spoken to in lines. */
export class LineProcess {
  readonly #child: Bun.Subprocess<"pipe", "pipe", "inherit">;
  readonly #name: string;
  readonly #heard: string[] = [];
  #isOver = false;
  #wake: () => void = () => undefined;
  /** Called for each line at once; true = the line is dealt with. */
  onLine: (line: string) => boolean = () => false;

  constructor(command: readonly string[], environment: Record<string, string> = {}) {
    this.#name = command.join(" ");
    const env = { ...process.env, ...environment };
    const options = { stdin: "pipe", stdout: "pipe", stderr: "inherit", env } as const;
    this.#child = Bun.spawn([...command], options);
    void this.#listen();
  }

  say(line: string): void {
    this.#child.stdin.write(`${line}\n`);
    this.#child.stdin.flush();
  }

  /** The next line that onLine left. Rejects when the process ends instead. */
  async line(): Promise<string> {
    while (this.#heard.length === 0) {
      if (this.#isOver)
        throw new Error(`${this.#name} exited with code ${await this.#child.exited}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#heard.shift()!;
  }

  async end(): Promise<void> {
    this.#child.kill();
    await this.#child.exited;
  }

  async #listen(): Promise<void> {
    let rest = "";
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (!this.onLine(line)) this.#heard.push(line);
      this.#wake();
    }
    this.#isOver = true;
    this.#wake();
  }
}
