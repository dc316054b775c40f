import { fieldsOf, readArray, readText, type NodeClient } from '../json-rpc/index.ts';

/** A call of a contract that changes nothing. Addresses are as logs have them. */
export interface ConstantCall {
  readonly from: string;
  readonly contract: string;
  /** Such as `balanceOf(address)`. */
  readonly selector: string;
  /** The arguments, in hexadecimal without 0x. */
  readonly parameter: string;
}

export type CallOutcome = { readonly words: string; readonly energy: number } | { readonly refused: string };

/**
 * Asks java-tron what a call would come to: on `/walletsolidity` by the solidified state, on `/wallet` by the newest. A call that fails
 * says so beside `result: true`: with a message, and in the transaction that it would have been.
 */
export function constantCall(node: NodeClient, at: '/wallet' | '/walletsolidity', call: ConstantCall): Promise<CallOutcome> {
  const question = {
    owner_address: `41${call.from.slice(2)}`,
    contract_address: `41${call.contract.slice(2)}`,
    function_selector: call.selector,
    parameter: call.parameter,
  };
  return node.post(`${at}/triggerconstantcontract`, question, parseOutcome);
}

function parseOutcome(answer: unknown): CallOutcome {
  const { result, constant_result: words, energy_used: energy, transaction } = fieldsOf(answer, 'constant call');
  const outcome = fieldsOf(result, 'result of a constant call');
  const [state] = transaction === undefined ? [] : readArray(fieldsOf(transaction, 'transaction')['ret'] ?? [], 'states of a transaction');
  const failed = state !== undefined && fieldsOf(state, 'state of a transaction')['ret'] !== undefined;
  if (outcome['result'] !== true || outcome['message'] !== undefined || failed) {
    return { refused: `The Tron node could not call the contract: ${messageOf(outcome)}.` };
  }
  const [first] = readArray(words, 'result of a constant call');
  return {
    words: readText(first, /^(?:[0-9a-f]{2})*$/iu, 'result of a constant call'),
    energy: typeof energy === 'number' && Number.isSafeInteger(energy) && energy >= 0 ? energy : 0,
  };
}

/** Messages are bytes in hexadecimal. */
function messageOf(outcome: Readonly<Record<string, unknown>>): string {
  const { code, message } = outcome;
  const hex = typeof message === 'string' && /^(?:[0-9a-f]{2})+$/iu.test(message);
  const text = hex
    ? Buffer.from(message, 'hex').toString()
    : typeof message === 'string'
      ? message
      : typeof code === 'string'
        ? code
        : 'no reason given';
  return text.slice(0, 200);
}
