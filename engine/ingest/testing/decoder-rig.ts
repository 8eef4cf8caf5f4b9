/** A decoder whose surroundings are stand-ins: for the cases of the dialects. */

import type { Observe, Subject } from "#schemas";
import { Notes, NotingErrors, NotingLedger } from "../../telemetry/noting-fixture.ts";
import { FrameIntake } from "../feed/frame-intake.ts";

const FRAME_BYTES_MAX = 2000;
/**
 * A message and who decides about it: `outcome` decides whether it is a record and if not why not,
 * `detail` what is then said of it.
 */
export type DecoderCase = readonly [
  outcome: string,
  detail: Subject,
  fact: string,
  message: unknown,
];

/** What the rig needs of a decoder. */
interface FrameDecoder {
  frame(data: unknown): number;
}

export class DecoderRig<Decoder extends FrameDecoder> {
  readonly notes: Notes = new Notes();
  readonly decoder: Decoder;
  readonly #observe: Observe;

  constructor(observe: Observe, make: (frames: FrameIntake, notes: Notes) => Decoder) {
    this.#observe = observe;
    const [ledger, errors] = [new NotingLedger(this.notes), new NotingErrors(this.notes)];
    this.decoder = make(new FrameIntake(ledger, errors, FRAME_BYTES_MAX, "ws://probe"), this.notes);
  }

  /** How much data a frame held, and what it asked for; the counts of frame-intake.ts left out. */
  answer(frame: unknown): [dataMessages: number, asked: unknown[][]] {
    const text = typeof frame === "string" ? frame : JSON.stringify(frame);
    const dataMessages = this.decoder.frame(text);
    return [dataMessages, this.notes.take().slice(4) as unknown[][]];
  }

  /** Observes the whole answer to a frame. */
  frame(functionName: Subject, fact: string, frame: unknown): void {
    this.#observe(functionName, fact, this.answer(frame));
  }

  /** Observes the answer to a frame of one message, apart by who decides it. */
  message(dispatcher: string, [outcome, detail, fact, message]: DecoderCase): void {
    const [dataMessages, asked] = this.answer([message]);
    const calls = asked.slice(2, -1);
    const isUnknown = calls.some(([method]) => method === "rejected");
    this.#observe(dispatcher, `${fact}: data, unknown`, [dataMessages, isUnknown]);
    const decided = calls.map(([method, code]) =>
      method === "rejectedRecord" ? [method, code] : [method],
    );
    this.#observe(outcome, `${fact}: outcome`, decided);
    this.#observe(detail, `${fact}: in detail`, asked);
  }

  /** The keys that the refusal of a message without any names as expected. */
  expectedKeys(message: unknown): string | undefined {
    return /expected (.*?);/.exec(JSON.stringify(this.answer([message])))?.[1];
  }
}

/** A message without one of its keys. */
export function without(message: object, key: string): object {
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== key));
}
