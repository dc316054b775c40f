import type { NetworkId } from '../chain.ts';
import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { selectKnownAddresses } from '../deposits/deposit-queries.ts';
import { invalidRefundAddress, refundAddressNotFound, unknownNetwork } from '../problems.ts';
import { selectRefundAddress, selectRefundAddresses, upsertRefundAddress, type RefundAddressRow } from './queries.ts';

/** Where an account wants to be paid back on one network. */
export interface RefundAddress {
  readonly network: NetworkId;
  /** As people read it, with its checksum. */
  readonly address: string;
  readonly confirmedAtMs: number;
}

/**
 * Keeps the address that a customer confirms as theirs; payouts that are written from now on go there. It must carry its checksum, so that
 * no letter of it can be wrong. May be repeated. Refuses `unknown_network`, and `invalid_refund_address` also for an address of ours, for
 * the token's contract and for the address of nobody.
 */
export async function setRefundAddress(
  context: PaymentsContext,
  request: { readonly accountId: string; readonly network: string; readonly address: string },
): Promise<RefundAddress> {
  const { accountId } = request;
  const offered = offeredNetwork(context, request.network);
  const { facts } = offered.chain;
  const shown = request.address.trim();
  const address = offered.depositKey.readAddress(shown);
  if (address === undefined) {
    throw invalidRefundAddress(`This is no address of ${facts.title}, or a letter of it is wrong: copy it from your wallet again.`);
  }
  if (offered.depositKey.showAddress(address) !== shown) {
    throw invalidRefundAddress(
      'This address carries no checksum, so that a wrong letter would not show: copy it as your wallet shows it, with capital letters.',
    );
  }
  if (shown.toLowerCase() === facts.tokenContract.toLowerCase() || /^0x0+$/u.test(address)) {
    throw invalidRefundAddress('This is the contract of the token, or the address of nobody: whatever is sent there is lost.');
  }
  await context.database.transaction(async (tx) => {
    const [ours] = await selectKnownAddresses(tx, facts.id, [address]);
    if (ours !== undefined) throw invalidRefundAddress('This is an address of this service: name one of your own wallet.');
    await upsertRefundAddress(tx, { accountId, network: facts.id, address, shown, nowMs: context.clock.nowMs() });
  });
  return getRefundAddress(context, accountId, facts.id);
}

/** Refuses `unknown_network` and `refund_address_not_found`. */
export async function getRefundAddress(context: PaymentsContext, accountId: string, network: string): Promise<RefundAddress> {
  const offered = offeredNetwork(context, network);
  const row = await selectRefundAddress(context.database.sql, accountId, offered.chain.facts.id);
  if (row === undefined) {
    throw refundAddressNotFound(`No address to be paid back to is confirmed on ${offered.chain.facts.title}: the customer does that.`);
  }
  return viewRefundAddress(row);
}

/** On every network where the account has confirmed one. */
export async function listRefundAddresses({ database }: PaymentsContext, accountId: string): Promise<readonly RefundAddress[]> {
  return (await selectRefundAddresses(database.sql, accountId)).map(viewRefundAddress);
}

function viewRefundAddress(row: RefundAddressRow): RefundAddress {
  return { network: row.network, address: row.shown_address, confirmedAtMs: row.confirmed_at.getTime() };
}

/** The network of this id, up or down. Refuses `unknown_network`. */
export function offeredNetwork(context: Pick<PaymentsContext, 'networks'>, network: string): OfferedNetwork {
  const offered = [...context.networks.values()].find(({ chain }) => chain.facts.id === network);
  if (offered === undefined) throw unknownNetwork(`The networks are: ${[...context.networks.keys()].join(', ')}.`);
  return offered;
}
