/** Known answers of tape-input.ts: plain and zipped files, and what is no file. */
import { join } from "node:path";
import type { Observe } from "#schemas";
import { rejectedBy, thrownBy, withFolder } from "../testing/cases-fixture.ts";
import { inputBytes } from "./tape-input.ts";

const TEXT = "one line\n".repeat(40);

async function textOf(path: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const bytes of inputBytes(path)) parts.push(bytes);
  return new TextDecoder().decode(Buffer.concat(parts));
}

export default function cases(observe: Observe): Promise<void> {
  return withFolder(async (folder) => {
    const write = async (name: string, bytes: string | Uint8Array<ArrayBuffer>) => {
      const path = join(folder, name);
      await Bun.write(path, bytes);
      return path;
    };
    const zipped = Bun.gzipSync(TEXT);
    const files: readonly (readonly [fact: string, bytes: string | Uint8Array<ArrayBuffer>])[] = [
      ["plain", TEXT],
      ["empty", ""],
      ["one byte", "a"],
      ["the first byte of gzip only", "\x1fabc"],
      ["the second byte of gzip only", Uint8Array.of(0x61, 0x8b, 0x62)],
    ];
    for (const [fact, bytes] of files) {
      observe(inputBytes, fact, await textOf(await write("file", bytes)));
    }
    observe(inputBytes, "gzip under another name", await textOf(await write("x.csv", zipped)));
    const cut = await write("cut.gz", zipped.subarray(0, 20));
    observe(
      inputBytes,
      "a cut gzip stream",
      await rejectedBy(textOf(cut)),
      "unexpected end of file",
    );
    const missing = thrownBy(() => inputBytes(join(folder, "missing")), folder);
    observe(
      inputBytes,
      "no file",
      missing,
      "TAPE_NOT_FOUND: /missing: ENOENT: no such file or directory, open '/missing'",
    );
    observe(
      inputBytes,
      "a folder",
      thrownBy(() => inputBytes(folder), folder),
      "TAPE_NOT_FOUND: : EISDIR: illegal operation on a directory, read",
    );
  });
}
