/** A number and what it counts, in English: `1 package`, `2 packages`. */
export const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
