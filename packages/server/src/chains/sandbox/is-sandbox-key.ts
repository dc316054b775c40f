import { join } from 'node:path';
import type { DepositKey } from '../../payments/index.ts';
import { sandboxForms } from './sandbox-form.ts';
import { knownTreasuryXpub } from './treasury.ts';

/** Whether this is the throw-away key of a sandbox in this folder, whose words lie beside it. */
export async function isSandboxKey(folder: string, key: DepositKey): Promise<boolean> {
  for (const [network, { openDepositKey }] of Object.entries(sandboxForms)) {
    const xpub = await knownTreasuryXpub(join(folder, network));
    if (xpub !== undefined && openDepositKey(xpub).fingerprint === key.fingerprint) return true;
  }
  return false;
}
