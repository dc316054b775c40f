/** A sum of the smallest unit as a decimal number without trailing zeros. */
export function decimalOf(sum: bigint, decimals: number): string {
  const digits = sum.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/u, '');
}
