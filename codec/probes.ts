/** The known-answer probes of this folder, each after what it stands on. */
import type { Probe } from "#schemas";
import { ASCII_TEXT_PROBE } from "./ascii-text.probe.ts";
import { EVENT_ITEM_PROBE } from "./event-item.probe.ts";
import { EVENT_ITEM_PROBLEM_PROBE } from "./event-item-problem.probe.ts";
import { EVENT_LAYOUT_PROBE } from "./event-layout.probe.ts";
import { EVENT_TEXT_PROBE } from "./event-text.probe.ts";
import { FRAME_PROBE } from "./frame.probe.ts";
import { FRAME_WRITER_PROBE } from "./frame-writer.probe.ts";
import { ITEM_PIECES_PROBE } from "./item-pieces.probe.ts";
import { JSON_TEXT_PROBE } from "./json-text.probe.ts";
import { NUMBER_TEXT_PROBE } from "./number-text.probe.ts";
import { RECORD_PROBE } from "./record.probe.ts";
import { RECORD_LAYOUT_PROBE } from "./record-layout.probe.ts";
import { SLOT_VIEW_PROBE } from "./slot-view.probe.ts";
import { SYMBOL_PROBE } from "./symbol.probe.ts";
import { SYMBOL_TABLE_PROBE } from "./symbol-table.probe.ts";
import { TAPE_FORMAT_PROBE } from "./tape-format.probe.ts";
import { TAPE_READER_PROBE } from "./tape-reader.probe.ts";
import { TAPE_WRITER_PROBE } from "./tape-writer.probe.ts";

export const CODEC_PROBES: readonly Probe[] = [
  SLOT_VIEW_PROBE,
  RECORD_LAYOUT_PROBE,
  EVENT_LAYOUT_PROBE,
  RECORD_PROBE,
  SYMBOL_PROBE,
  SYMBOL_TABLE_PROBE,
  JSON_TEXT_PROBE,
  ASCII_TEXT_PROBE,
  NUMBER_TEXT_PROBE,
  EVENT_TEXT_PROBE,
  EVENT_ITEM_PROBLEM_PROBE,
  EVENT_ITEM_PROBE,
  ITEM_PIECES_PROBE,
  FRAME_WRITER_PROBE,
  FRAME_PROBE,
  TAPE_FORMAT_PROBE,
  TAPE_WRITER_PROBE,
  TAPE_READER_PROBE,
];
