/** The longest text that is taken apart, in UTF-16 units. */
export const MAX_TEXT = 2000;
