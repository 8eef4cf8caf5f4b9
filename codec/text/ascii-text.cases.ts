/** Cases of the pieces that texts are written from. */
import { type Observe, of } from "#schemas";
import { AsciiPiece, AsciiText } from "./ascii-text.ts";

const TEXTS = ["", "a", "12345678", "123456789", "\u0000~\u007f"];

export default function cases(observe: Observe): void {
  const text = new AsciiText(64);
  for (const part of TEXTS) {
    const piece = new AsciiPiece(part);
    observe(AsciiPiece, `words of ${JSON.stringify(part)}`, piece.words.length);
    observe(
      of(AsciiText, "piece"),
      JSON.stringify(part),
      text.text(text.piece(text.ascii(0, "<"), piece)),
    );
    observe(
      of(AsciiText, "ascii"),
      JSON.stringify(part),
      text.text(text.ascii(text.ascii(0, "<"), part)),
    );
  }
  const end = text.ascii(0, "abcdefghijklmnopqrstuvwxyz");
  observe(
    of(AsciiText, "copy"),
    "ten",
    text.text(text.copy(end, text, 1, 10)),
    "abcdefghijklmnopqrstuvwxyzbcdefghijk",
  );
  observe(
    of(AsciiText, "copy"),
    "none",
    text.text(text.copy(end, text, 1, 0)),
    "abcdefghijklmnopqrstuvwxyz",
  );
  const other = new AsciiText(64);
  observe(of(AsciiText, "copy"), "of another", other.text(other.copy(0, text, 5, 9)), "fghijklmn");
  observe(of(AsciiText, "text"), "part", text.text(3), "abc");
  observe("SLACK_BYTES", "room", text.bytes.length, 96);
}
