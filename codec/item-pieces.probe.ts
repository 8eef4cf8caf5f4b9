/** Pins the constant texts of items. */
import type { Probe } from "#schemas";
import { AsciiPiece, AsciiText } from "./ascii-text.ts";
import * as pieces from "./item-pieces.ts";

export const ITEM_PIECES_PROBE: Probe = {
  name: "item-pieces",
  stage: "frame",
  file: "codec/item-pieces.ts",
  needs: ["ascii-text", "event-text"],
  run(observe) {
    const text = new AsciiText(256);
    for (const [name, value] of Object.entries(pieces)) {
      const shown = [value].flat().map((piece) => {
        return piece instanceof AsciiPiece ? text.text(text.piece(0, piece)) : piece;
      });
      observe(name, "texts", shown);
    }
  },
};
