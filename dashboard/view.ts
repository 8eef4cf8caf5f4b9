/** A view of the page. Only the one that is shown works; the others cost nothing. */

export interface View {
  /** Its section of the page. */
  readonly root: HTMLElement;
  /** What the window's title says. */
  title(subject: string): string;
  /** Begins to show, or shows something else. */
  show(subject: string): void;
  /** Stops timers and requests. */
  hide(): void;
}
