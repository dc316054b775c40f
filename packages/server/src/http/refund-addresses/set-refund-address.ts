import { Type } from 'typebox';
import { sessionRequired } from '../../access/index.ts';
import { invalidRefundAddress, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, NetworkId, ref, RefundAddress } from '../schemas/index.ts';
import { requireUnbudgetedKey } from '../unbudgeted-key.ts';
import { timeText } from '../wire.ts';

export const setRefundAddress = operation({
  operationId: 'setRefundAddress',
  sdk: 'refundAddresses.set',
  method: 'POST',
  path: '/v1/refund-addresses',
  audience: 'signed-in',
  summary: 'Confirm where you want to be paid back',
  description:
    'An address of your own wallet on that network, with its checksum. Refunds that are written from now on go there, and never to the sender of a deposit. May be repeated.',
  body: exactly({
    network: ref(NetworkId),
    address: Type.String({ minLength: 1, maxLength: 100 }),
    confirmed: Type.Literal(true, { description: 'That you have compared every letter with your wallet: what is sent elsewhere is lost' }),
  }),
  answer: ref(RefundAddress),
  problems: [invalidRefundAddress.definition, unknownNetwork.definition, sessionRequired.definition],
  async handle({ principal, body: { network, address } }, { payments, ledger }) {
    await requireUnbudgetedKey(ledger, principal);
    const { confirmedAtMs, ...shown } = await payments.setRefundAddress({ accountId: principal.accountId, network, address });
    return { ...shown, confirmedAt: timeText(confirmedAtMs) };
  },
});
