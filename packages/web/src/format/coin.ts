/** So many digits are enough to fund an address, and to compare what things cost. */
const DIGITS = 5;

/**
 * "0.000095199860967316" → "0.0000952": an amount of a network's own coin in few digits, rounded up, so that who sends as much has sent
 * enough. Whole coins keep their digits.
 */
export function formatCoin(amount: string): string {
  const [whole = '0', decimals = ''] = amount.split('.');
  const leading = whole === '0' ? (/^0*/u.exec(decimals)?.[0].length ?? 0) : -whole.length;
  const kept = Math.max(0, leading + DIGITS);
  if (decimals.length <= kept) return amount;
  const cut = BigInt(whole + decimals.slice(0, kept)) + (/[1-9]/u.test(decimals.slice(kept)) ? 1n : 0n);
  const digits = cut.toString().padStart(kept + 1, '0');
  const rest = digits.slice(digits.length - kept).replace(/0+$/u, '');
  const front = kept === 0 ? digits : digits.slice(0, -kept);
  return kept === 0 || rest === '' ? front : `${front}.${rest}`;
}
