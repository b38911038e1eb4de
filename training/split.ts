/**
 * Whether an entry is left out of all that is tuned: those numbered 3, 8, 13, 18 ... in their area, one in five.
 * What staff add tomorrow must be found and answered without retraining, and this is how that is measured.
 */
export const isUnseen = (entry_id: string) => Number(entry_id.slice(entry_id.lastIndexOf('-') + 1)) % 5 === 3;
