const SPECIAL: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ü: 'ue',
  ö: 'oe',
};

/** The letters a to z of a Latin text. */
export function plainLetters(written: string): string {
  const letters = written.toLowerCase().replaceAll(/[łøßđðıüö]/g, (letter) => SPECIAL[letter] ?? letter);
  return letters.normalize('NFD').replaceAll(/[^a-z]/g, '');
}
