/** For sentences: five digits are enough to fund an address, and rounded up it is never too little. */
export function roundedUp(sum: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(0, sum.toString().length - 5));
  return ((sum + unit - 1n) / unit) * unit;
}
