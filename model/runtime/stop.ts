/**
 * Cuts a stream of text before the first of the stop texts. What may be the beginning of one is held back until
 * the text after it decides, so that no part of a stop text is ever shown.
 */
export class StopText {
  private held = '';

  constructor(private readonly stops: readonly string[]) {}

  /** The text that may be shown now, and whether a stop text ended the stream. */
  push(text: string): { text: string; stopped: boolean } {
    this.held += text;
    const found = this.stops.map((stop) => this.held.indexOf(stop)).filter((at) => at >= 0);
    const stopped = found.length > 0;
    const shown = stopped ? Math.min(...found) : this.held.length - this.undecided();
    const result = { text: this.held.slice(0, shown), stopped };
    this.held = stopped ? '' : this.held.slice(shown);
    return result;
  }

  /** What is still held when the stream ends otherwise. */
  flush(): string {
    const text = this.held;
    this.held = '';
    return text;
  }

  /** Length of the longest end of the held text that begins a stop text. */
  private undecided(): number {
    let longest = 0;
    for (const stop of this.stops) {
      for (let length = Math.min(stop.length - 1, this.held.length); length > longest; length--) {
        if (this.held.endsWith(stop.slice(0, length))) longest = length;
      }
    }
    return longest;
  }
}
