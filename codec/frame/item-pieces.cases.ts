/** Cases of the constant texts of items. */
import type { Observe } from "#schemas";
import { AsciiPiece, AsciiText } from "../text/ascii-text.ts";
import * as pieces from "./item-pieces.ts";
import { head, key } from "./item-pieces.ts";

export default function cases(observe: Observe): void {
  const text = new AsciiText(256);
  observe(key, "text", pieces.key("price"), ',"price":');
  observe(head, "text", pieces.head("surge", "SURGE"), ',"type":"surge","label":"SURGE');
  for (const [name, value] of Object.entries(pieces)) {
    if (typeof value === "function") continue;
    const shown = [value].flat().map((piece) => {
      return piece instanceof AsciiPiece ? text.text(text.piece(0, piece)) : piece;
    });
    observe({ [name]: value }, "texts", shown);
  }
}
