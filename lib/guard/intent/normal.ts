/** A message in the forms that rules read. */
export interface Normal {
  /** Compatibility forms and invisible characters resolved; marks and case as typed. */
  raw: string;
  /** Lower-case words between single spaces, without marks; letters typed apart are joined. */
  words: string;
  /** The words without the spaces: Korean spacing varies, and says little. */
  compact: string;
}

/** Letters of other scripts, and digits and signs inside a Latin word, that stand for a Latin letter. */
const LOOK_ALIKE: Record<string, string> = {
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x', у: 'y', і: 'i', ѕ: 's' },
  ...{ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' },
};

export function normalise(text: string): Normal {
  const raw = text
    // NFKC would turn single letters such as ㅅㅂ into ones of another kind.
    .replace(/[^\u3131-\u318e]+/g, (rest) => rest.normalize('NFKC'))
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const words = raw
    .toLowerCase()
    .replace(/[аеорсхуіѕ]/g, (letter) => LOOK_ALIKE[letter])
    .replace(/(?<=[a-z])[013457@$]+(?=[a-z])|(?<![a-z\d])[013457@$](?=[a-z]{2})/g, (run) =>
      run.replace(/./g, (sign) => LOOK_ALIKE[sign]),
    )
    .replace(/(\D)\1{2,}/gu, '$1')
    .replace(/(?<=\p{L})'(?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim()
    .replace(/(?<![^ ])[^ ](?: [^ ](?![^ ]))+/g, (letters) => letters.replaceAll(' ', ''));
  return { raw, words, compact: words.replaceAll(' ', '') };
}
