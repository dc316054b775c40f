/** One group of an address. */
export interface AddressGroup {
  text: string;
  emphasised: boolean;
}

/**
 * Cuts an address into groups of four. A `0x` stays with the first group ("0xA1b2"), because it is no part of what is compared.
 * The first, the middle and the last group are emphasised: look-alike addresses are made to share the ends, rarely the middle. Where the
 * last group is short, as on Tron, the one before it is too.
 */
export function groupAddress(address: string): AddressGroup[] {
  const prefix = address.startsWith('0x') ? '0x' : '';
  const groups = address.slice(prefix.length).match(/.{1,4}/gu) ?? [];
  const end = groups.at(-1)?.length === 4 ? groups.length - 1 : groups.length - 2;
  return groups.map((text, index) => ({
    text: index === 0 ? prefix + text : text,
    emphasised: index === 0 || index === Math.floor(groups.length / 2) || index >= end,
  }));
}

/** "0xa1b2…9f0e": enough of an address or a hash to recognise it. */
export function shortenHash(hash: string): string {
  return hash.length <= 14 ? hash : `${hash.slice(0, 6)}…${hash.slice(-4)}`;
}

/** The hash of a transaction or a block as a network's own pages and wallets write it: on Tron without 0x. */
export function hashOn(network: string, hash: string): string {
  return network === 'tron' ? hash.replace(/^0x/u, '') : hash;
}

/** Shortens the identifiers inside a sentence ("… for invoice inv_0f5bzqahjz44" → "… for invoice inv_0f…jz44"). */
export function shortenIds(sentence: string): string {
  return sentence.replace(/\b[a-z]+_[0-9a-z]{12,}\b/gu, shortenHash);
}
