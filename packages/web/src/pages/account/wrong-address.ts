import type { NetworkId } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';

/** What is wrong with the form of an address, as far as one sees it; whether its checksum is right, the server says. */
export function wrongAddress(network: NetworkId, address: string): string | undefined {
  const t = messages.refunds;
  if (network === 'tron') return /^T[1-9A-HJ-NP-Za-km-z]{33}$/u.test(address) ? undefined : t.notTron;
  if (!/^0x[0-9a-fA-F]{40}$/u.test(address)) return t.notEthereum;
  const letters = address.slice(2).replaceAll(/\d/gu, '');
  return letters !== '' && (letters === letters.toLowerCase() || letters === letters.toUpperCase()) ? t.noChecksum : undefined;
}
