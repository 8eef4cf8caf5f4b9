/** Clients beside the one that is measured, in a process of their own: they read and do nothing else. */
import { join } from "node:path";
import { LineProcess } from "../line-process.ts";

const SCRIPT = join(import.meta.dir, "..", "rivals", "fan-out-clients.ts");
/** Frames of a round for a crowd that is asked to count; this one never is. */
const WINDOW = "1024";

/** Connects so many clients to `url` (`ws://…`); resolves when all are connected. End it after use. */
export async function openCrowd(url: string, clients: number): Promise<LineProcess> {
  const crowd = new LineProcess([process.execPath, SCRIPT, url, String(clients), WINDOW]);
  await crowd.line();
  return crowd;
}
