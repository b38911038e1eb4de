import type { Tokenizer } from '@/model/tokenizer';
import type { Piece } from './run';

/** Reads tokens one after another as a person would see them: a character may be spread over several. */
export class PieceReader {
  /** Bytes of a character that is not complete yet. */
  private pending: Uint8Array = new Uint8Array(0);

  constructor(private readonly tokenizer: Tokenizer) {}

  /** What this token would be next; nothing changes. */
  peek(id: number): Piece {
    if (this.tokenizer.isSpecial(id)) return { id, text: this.name(id), special: true };
    const bytes = this.tokenizer.tokenBytes(id);
    const all = Uint8Array.of(...this.pending, ...bytes);
    const whole = all.length - unfinished(all);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(all.subarray(0, whole));
    const isWhole = this.pending.length === 0 && whole === all.length && !text.includes('\uFFFD');
    return { id, text, ...(!isWhole && { bytes: hexadecimal(bytes) }) };
  }

  /** The token as the next one. */
  push(id: number): Piece {
    const piece = this.peek(id);
    if (!piece.special) {
      const all = Uint8Array.of(...this.pending, ...this.tokenizer.tokenBytes(id));
      this.pending = all.slice(all.length - unfinished(all));
    }
    return piece;
  }

  private name(id: number): string {
    return new TextDecoder().decode(this.tokenizer.tokenBytes(id));
  }
}

/** How many bytes at the end begin a UTF-8 character without ending it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? back : 0;
    }
  }
  return 0;
}

const hexadecimal = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
