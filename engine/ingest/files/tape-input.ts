/** The bytes of a file that is imported, unzipped when it is gzip; by content, not by name. */
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { TickscopeError } from "#schemas";

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/**
 * Opens `path` and returns its chunks. Throws TAPE_NOT_FOUND at once when it cannot be opened;
 * iterating rejects with the system's error (a cut gzip stream, a disk that fails).
 */
export function inputBytes(path: string): AsyncIterable<Uint8Array> {
  const head = new Uint8Array(2);
  let fd = -1;
  try {
    fd = openSync(path, "r");
    // Reading tells a folder from a file, which opening does not.
    readSync(fd, head, 0, 2, 0);
  } catch (cause) {
    if (fd >= 0) closeSync(fd);
    throw new TickscopeError("TAPE_NOT_FOUND", `${path}: ${(cause as Error).message}`, { cause });
  }
  const file = createReadStream(path, { fd, start: 0 });
  if (head[0] !== GZIP_MAGIC[0] || head[1] !== GZIP_MAGIC[1]) return file;
  const unzip = createGunzip();
  file.on("error", (error) => unzip.destroy(error));
  unzip.on("close", () => file.destroy());
  return file.pipe(unzip);
}
