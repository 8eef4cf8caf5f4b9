/** What pages save, per user, in SQLite. Main thread; a write takes some tens of microseconds. */
import { Database } from "bun:sqlite";
import { TickscopeError } from "#schemas";

/** Users that are kept; the one that was silent longest makes room. */
const USERS_MAX = 1000;

/** What is kept per user. */
export type SettingName = "selections" | "filters" | "gridstack_layout";

export class SettingsStore {
  readonly #database: Database;

  /** `path` null: in memory. Throws TickscopeError OUTPUT_FAILED when the file cannot be used. */
  constructor(path: string | null) {
    try {
      this.#database = new Database(path ?? ":memory:", { create: true });
      if (path !== null) this.#database.run("PRAGMA journal_mode = WAL");
      this.#database.run(
        "CREATE TABLE IF NOT EXISTS setting (user TEXT, name TEXT, value TEXT NOT NULL, " +
          "saved_epoch_ms REAL NOT NULL, PRIMARY KEY (user, name)) STRICT",
      );
    } catch (error) {
      const message = `settingsPath=${path}: ${(error as Error).message}`;
      throw new TickscopeError("OUTPUT_FAILED", message, { cause: error });
    }
  }

  /** What `user` saved last, or undefined. */
  read(user: string, name: SettingName): unknown {
    const row = this.#database
      .query<{ value: string }, [string, string]>(
        "SELECT value FROM setting WHERE user = ? AND name = ?",
      )
      .get(user, name);
    return row === null ? undefined : JSON.parse(row.value);
  }

  save(user: string, name: SettingName, value: unknown): void {
    this.#database
      .query("INSERT OR REPLACE INTO setting VALUES (?, ?, ?, ?)")
      .run(user, name, JSON.stringify(value), Date.now());
    this.#database
      .query(
        "DELETE FROM setting WHERE user IN (SELECT user FROM setting GROUP BY user " +
          "ORDER BY max(saved_epoch_ms) DESC, user LIMIT -1 OFFSET ?)",
      )
      .run(USERS_MAX);
  }

  close(): void {
    this.#database.close();
  }
}
