/**
 * An amount as somebody typed it, as decimal text without needless zeros: "1 200,50" is "1200.5". Undefined for what is no amount of zero
 * or more with at most six decimals.
 */
export function readTypedCredits(typed: string): string | undefined {
  const text = typed.replaceAll(/[\s']/gu, '').replace(',', '.');
  const match = /^0*(\d{1,13}?)(?:\.(\d{0,6}?)0*)?$/u.exec(text);
  if (match === null) return undefined;
  const [, whole = '0', decimals = ''] = match;
  return decimals === '' ? whole : `${whole}.${decimals}`;
}
