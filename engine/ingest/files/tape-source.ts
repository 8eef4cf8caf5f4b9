/** Sources that read files: `tape:PATH` and `csv:PATH`. Ingest thread. */
import { type TapeBlock, TapeReader } from "#codec";
import type { Source, SourceContext } from "../feed/source.ts";
import { CsvFile } from "./csv-import.ts";
import type { ReplaySpeed } from "./tape-pace.ts";
import { countBadBlock, replayBlocks } from "./tape-replay.ts";

const count = (records: number): string => `${records} record${records === 1 ? "" : "s"}`;

export interface TapeSourceOptions {
  path: string;
  speed: ReplaySpeed;
}

export interface CsvSourceOptions extends TapeSourceOptions {
  /** Symbol of all rows, for files without a column for it. */
  symbol?: string;
}

/** Replays a tape; the same records in the same order with the same numbers at any speed. */
export class TapeSource implements Source {
  readonly name: string;
  readonly provider = "Test" as const;
  readonly #path: string;
  readonly #speed: ReplaySpeed;

  /** The file is opened by run(). */
  constructor({ path, speed }: TapeSourceOptions) {
    this.name = `tape:${path}`;
    this.#path = path;
    this.#speed = speed;
  }

  /**
   * Rejects with TAPE_NOT_FOUND, TAPE_NOT_A_TAPE or TAPE_VERSION before the first record, with TAPE_CRC
   * or TAPE_NOT_A_TAPE after the good blocks of a damaged tape. A cut tape ends well, with TAPE_TRUNCATED
   * in the error log.
   */
  async run(context: SourceContext): Promise<void> {
    const reader = new TapeReader(this.#path);
    try {
      context.setState("connected", `replaying ${this.#path} at speed ${this.#speed}`);
      const isWhole = await replayBlocks(context, blocksOf(reader), this.#speed);
      this.#finish(context, reader, isWhole);
    } finally {
      reader.close();
    }
  }

  #finish(context: SourceContext, reader: TapeReader, isWhole: boolean): void {
    const { end } = reader;
    if (!isWhole || end === undefined) {
      context.setState("disconnected", `stopped inside ${this.#path}`);
    } else if (end.state === "complete") {
      context.setState("ended", `${this.#path}: all ${count(reader.records)}`);
    } else if (end.state === "truncated") {
      countBadBlock(context.ledger, "TAPE_TRUNCATED");
      context.errors.record("TAPE_TRUNCATED", end.message);
      context.setState("ended", `truncated after ${count(reader.records)}: ${end.message}`);
    } else {
      countBadBlock(context.ledger, end.error.code);
      context.setState("error", `${end.error.code}: ${end.error.message}`);
      throw end.error;
    }
  }
}

function* blocksOf(reader: TapeReader): Generator<TapeBlock, void, void> {
  for (let block = reader.next(); block !== undefined; block = reader.next()) yield block;
}

/** Replays a CSV file without making a tape of it first. */
export class CsvSource implements Source {
  readonly name: string;
  readonly provider = "Test" as const;
  readonly #path: string;
  readonly #speed: ReplaySpeed;
  readonly #symbol: string;

  /** The file is opened by run(). */
  constructor({ path, speed, symbol = "" }: CsvSourceOptions) {
    this.name = `csv:${path}`;
    this.#path = path;
    this.#speed = speed;
    this.#symbol = symbol;
  }

  /** Rejects as CsvFile.open before the first record, with CSV_VALUE after the good rows. */
  async run(context: SourceContext): Promise<void> {
    const file = await CsvFile.open(this.#path, { symbol: this.#symbol });
    try {
      context.setState("connected", `replaying ${this.#path} at speed ${this.#speed}`);
      const isWhole = await replayBlocks(context, file.blocks(), this.#speed);
      if (isWhole) context.setState("ended", `${this.#path}: all ${count(file.records)}`);
      else context.setState("disconnected", `stopped inside ${this.#path}`);
    } finally {
      file.close();
    }
  }
}
