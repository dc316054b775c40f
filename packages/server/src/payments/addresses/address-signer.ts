import { createPrivateKey, generateKeyPairSync, randomUUID, sign, verify, createPublicKey, type KeyObject } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { amountToText, StartError, type UsdtUnits } from '../../kernel/index.ts';
import type { NetworkId } from '../chain.ts';

/** What a signature speaks for: pay this amount for this invoice to this address of this network. */
export interface SignedAddress {
  readonly invoiceId: string;
  readonly network: NetworkId;
  readonly address: string;
  readonly amountUsdt: UsdtUnits;
}

/** Signs addresses, so that a payer can tell that the server, and nobody between, has chosen where the money goes. */
export interface AddressSigner {
  /** Ed25519 over the statement, in base64url. */
  sign(statement: SignedAddress): string;
  verify(statement: SignedAddress, signature: string): boolean;
  /** PEM, for whoever wants to check. */
  readonly publicKey: string;
}

/**
 * Opens the Ed25519 private key (PKCS #8, PEM) in this file; makes it, readable by the owner only, when it is missing. Servers that do so at
 * once all get the same.
 */
export async function openAddressSigner(file: string): Promise<AddressSigner> {
  const key = parseKey((await readIfThere(file)) ?? (await makeKey(file)), file);
  const publicKey = createPublicKey(key);
  return {
    sign: (statement) => sign(null, textOf(statement), key).toString('base64url'),
    verify: (statement, signature) => verify(null, textOf(statement), publicKey, Buffer.from(signature, 'base64url')),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** One line per member; none of them can hold a line break. */
function textOf({ invoiceId, network, address, amountUsdt }: SignedAddress): Buffer {
  return Buffer.from(['imprest deposit address', invoiceId, network, address, amountToText(amountUsdt)].join('\n'));
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Gives the key that is in the file then: ours, or that of another server which was quicker. */
async function makeKey(file: string): Promise<string> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const draft = `${file}.${randomUUID()}.draft`;
  try {
    await writeFile(draft, pem, { mode: 0o600, flag: 'wx', flush: true });
    // A crash leaves either no key or a whole one, and a link never replaces a key that is there.
    await link(draft, file).catch(async (error: unknown) => {
      if (codeOf(error) === 'EEXIST') return;
      // Not every file system has links. On such a one servers must not make their first start at once.
      if (codeOf(error) === 'EPERM' || codeOf(error) === 'ENOTSUP' || codeOf(error) === 'ENOSYS') await rename(draft, file);
      else throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function parseKey(pem: string, file: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The same sentence serves for a file that holds no key at all.
  }
  throw new StartError(`${file} holds no Ed25519 private key in PEM form: restore it, or move it away and a new one is made.`);
}
