import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { toFunctionSelector } from 'viem';
import { NodeRefusal } from '../../json-rpc/index.ts';
import { quantity } from './answers.ts';

type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** What an energy estimate of a transfer of USDT comes to when the recipient holds some already, and when not. */
const transferEnergy = { holder: 64_285, newHolder: 130_285 };
const readEnergy = 935;
const transferSelector = 'a9059cbb';
const balanceSelector = '70a08231';
const addressForm = /^41([0-9a-f]{40})$/iu;

/**
 * Calls a contract without changing anything, as `triggerconstantcontract` does, on the state after a block. Failures of the call stand
 * beside `result: true`; everything else that is wrong has a code. The transaction is left as bare as nobody reads it here.
 */
export async function constantCall(ask: Ask, request: Readonly<Record<string, unknown>>, block: number): Promise<object> {
  const owner = addressIn(request['owner_address']);
  const contract = addressIn(request['contract_address']);
  if (owner === undefined || contract === undefined) return refusal('OTHER_ERROR', 'class java.lang.Exception : INVALID hex String');
  if ((await ask('eth_getCode', [contract, quantity(block)])) === '0x')
    return refusal('CONTRACT_VALIDATE_ERROR', 'Smart contract is not exist.');
  const { data, function_selector: selector, parameter } = request;
  const input =
    typeof data === 'string' ? data : `${toFunctionSelector(String(selector)).slice(2)}${typeof parameter === 'string' ? parameter : ''}`;
  try {
    const answer = String(await ask('eth_call', [{ from: owner, to: contract, data: `0x${input}` }, quantity(block)])).slice(2);
    const energy = input.startsWith(transferSelector) ? await energyOf(ask, contract, input, block) : readEnergy;
    return { result: { result: true }, energy_used: energy, constant_result: [answer], transaction: { ret: [{}], visible: false } };
  } catch (error) {
    // Only what the contract refuses; a chain that is away is a failure of the whole request.
    if (!(error instanceof NodeRefusal) || error.kind !== 'refused') throw error;
    return {
      result: { result: true, message: hexOf('REVERT opcode executed') },
      energy_used: readEnergy,
      constant_result: [''],
      transaction: { ret: [{ ret: 'FAILED' }], visible: false },
    };
  }
}

/** The local chain counts gas; what the same costs in energy is known of the real one. */
async function energyOf(ask: Ask, contract: string, transfer: string, block: number): Promise<number> {
  const data = `0x${balanceSelector}${transfer.slice(8, 72)}`;
  return BigInt(String(await ask('eth_call', [{ to: contract, data }, quantity(block)]))) > 0n
    ? transferEnergy.holder
    : transferEnergy.newHolder;
}

function addressIn(value: unknown): string | undefined {
  const digits = typeof value === 'string' ? addressForm.exec(value)?.[1] : undefined;
  return digits === undefined ? undefined : `0x${digits.toLowerCase()}`;
}

function refusal(code: string, message: string): object {
  return { result: { code, message: hexOf(message) } };
}

/** Messages are bytes there, so that they are written in hexadecimal. */
function hexOf(text: string): string {
  return bytesToHex(utf8ToBytes(text));
}
