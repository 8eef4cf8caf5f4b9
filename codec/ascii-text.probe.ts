/** Pins the pieces that texts are written from. */
import type { Probe } from "#schemas";
import { AsciiPiece, AsciiText } from "./ascii-text.ts";

const TEXTS = ["", "a", "12345678", "123456789", "\u0000~\u007f"];

export const ASCII_TEXT_PROBE: Probe = {
  name: "ascii-text",
  stage: "frame",
  file: "codec/ascii-text.ts",
  needs: [],
  run(observe) {
    const text = new AsciiText(64);
    for (const part of TEXTS) {
      const piece = new AsciiPiece(part);
      observe("AsciiPiece", `words of ${JSON.stringify(part)}`, piece.words.length);
      observe("piece", JSON.stringify(part), text.text(text.piece(text.ascii(0, "<"), piece)));
      observe("ascii", JSON.stringify(part), text.text(text.ascii(text.ascii(0, "<"), part)));
    }
    const end = text.ascii(0, "abcdefghijklmnopqrstuvwxyz");
    observe("copy", "ten", text.text(text.copy(end, text, 1, 10)));
    observe("copy", "none", text.text(text.copy(end, text, 1, 0)));
    const other = new AsciiText(64);
    observe("copy", "of another", other.text(other.copy(0, text, 5, 9)));
    observe("text", "part", text.text(3));
    observe("SLACK_BYTES", "room", text.bytes.length);
  },
};
