import { nothingToPayOut, refundAddressNotFound, unknownNetwork } from '../../payments/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { exactly, id as idSchema, NetworkId, Payout, ref } from '../schemas/index.ts';
import { refundInput, refundProblems } from '../refunds/refund-input.ts';
import { payoutOf } from './payout-of.ts';

export const createPayout = operation({
  operationId: 'createPayout',
  sdk: 'payouts.create',
  method: 'POST',
  path: '/v1/accounts/{accountId}/payouts',
  audience: 'operator',
  summary: 'Refund the first purchase of an account, and write down what to pay back',
  description:
    'The same as createRefund, and in one step with it a payout to the address that the customer has confirmed on the network. Nothing is sent here: export it for your wallet.',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly({
    network: ref(NetworkId),
    ...refundInput,
  }),
  answer: ref(Payout),
  status: 201,
  problems: [unknownNetwork.definition, refundAddressNotFound.definition, nothingToPayOut.definition, ...refundProblems],
  async handle(call, { payments }) {
    const { accountId } = call.params;
    const reference = operatorReference(call.principal);
    return payoutOf(
      await runCommand('create-payout', call, ({ id, options }) =>
        payments.createPayout({ ...call.body, id, accountId, reference }, options),
      ),
    );
  },
});
