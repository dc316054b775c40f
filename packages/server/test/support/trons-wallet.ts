import { TronWeb, utils } from 'tronweb';

/** What a node of Tron answers to a transaction that it is given. */
export interface BroadcastAnswer {
  readonly result: boolean;
  readonly code: string;
  readonly txid: string;
}

/** Signs an unsigned transaction as an offline wallet for Tron does, by tronweb. Gives what `/wallet/broadcasthex` takes. */
export async function signForTron(rawDataHex: string, privateKey: Uint8Array): Promise<string> {
  // tronweb gives anything; this is the form that it takes itself.
  const raw_data = utils.deserializeTx.deserializeTransaction('TriggerSmartContract', rawDataHex) as Record<string, never>;
  const pb: unknown = utils.transaction.txJsonToPb({ raw_data });
  const txID = utils.transaction.txPbToTxID(pb).replace(/^0x/u, '');
  const wallet = new TronWeb({ fullHost: 'http://127.0.0.1:1' });
  const unsigned = { visible: false, txID, raw_data, raw_data_hex: rawDataHex } as never;
  const signed = (await wallet.trx.sign(unsigned, Buffer.from(privateKey).toString('hex'))) as unknown as { signature: string[] };
  const raw = Buffer.from(rawDataHex, 'hex');
  const signature = Buffer.from(signed.signature[0] ?? '', 'hex');
  return Buffer.concat([field(0x0a, raw), field(0x12, signature)]).toString('hex');
}

/** Hands a signed transaction to a node, as a wallet does. */
export async function broadcastOnTron(nodeUrl: string, transaction: string): Promise<BroadcastAnswer> {
  const answer = await fetch(`${nodeUrl}/wallet/broadcasthex`, { method: 'POST', body: JSON.stringify({ transaction }) });
  return (await answer.json()) as BroadcastAnswer;
}

/** Bytes as a field of protocol buffers. */
function field(tag: number, bytes: Buffer): Buffer {
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest >= 0x80; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.from([tag, ...length, rest]), bytes]);
}

/** What a transaction says of the chain that it is meant for: the newest block of this node, and ten minutes from then. */
export async function newestBlock(nodeUrl: string) {
  const answer = await fetch(`${nodeUrl}/wallet/getnowblock`, { method: 'POST' });
  const block = (await answer.json()) as { blockID: string; block_header: { raw_data: { number: number; timestamp: number } } };
  const { number, timestamp: timestampMs } = block.block_header.raw_data;
  return { refBlock: { number, hash: `0x${block.blockID}` }, timestampMs, expirationMs: timestampMs + 600_000 };
}
