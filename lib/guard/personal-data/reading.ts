/** A text as patterns read it, and where in the text each character of the reading stands. */
export interface Reading {
  text: string;
  /** Start and end in the original text, by index into the reading. */
  starts: number[];
  ends: number[];
}

/** A syllable typed in parts (jamo), or one code point. */
const UNIT = /[\u1100-\u115e][\u1161-\u11a7][\u11a8-\u11ff]?|./gsu;
const PLAIN = /[\n -~가-힣]/u;

/**
 * One reading for the many ways to write the same: digits of any script and width as ASCII, every dash, dot,
 * space and star as one, syllables composed, and nothing that cannot be seen.
 */
export function read(text: string): Reading {
  const reading: Reading = { text: '', starts: [], ends: [] };
  for (const { 0: unit, index } of text.matchAll(UNIT)) {
    const folded = fold(unit);
    reading.text += folded;
    for (let i = 0; i < folded.length; i++) {
      reading.starts.push(index);
      reading.ends.push(index + unit.length);
    }
  }
  return reading;
}

function fold(unit: string): string {
  if (unit.length === 1 && PLAIN.test(unit)) return unit;
  if (/[\p{Default_Ignorable_Code_Point}\p{M}]/u.test(unit)) return '';
  if (/\s/u.test(unit)) return ' ';
  if (/[\p{Pd}\u2212\u207b\u02d7\u2043\u2500\u30fc\u3161]/u.test(unit)) return '-';
  if (/[\u00b7\u30fb\u318d\u2027\u22c5\u3002\uff61]/u.test(unit)) return '.';
  if (/[\u2022\u25cb\u25cf\u25a0\u25a1\u25ef\u203b\u2605\u2606\u00d7\u2217]/u.test(unit)) return '*';
  if (/\p{Nd}/u.test(unit)) return digitOf(unit);
  const compatible = unit.normalize('NFKC');
  // A circled or raised digit is a mark beside the text (①, 10²), not part of a number.
  return /\d/.test(compatible) ? unit : compatible;
}

/** Decimal digits stand in tens, zero first; only the mathematical ones stand in one block of five tens. */
function digitOf(unit: string): string {
  const compatible = unit.normalize('NFKC');
  if (/^\d$/.test(compatible)) return compatible;
  const code = unit.codePointAt(0)!;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}
