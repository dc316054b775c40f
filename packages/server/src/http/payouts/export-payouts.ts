import { derivedId, idempotencyKeyReused } from '../../kernel/index.ts';
import { networkUnavailable, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, NetworkId, PayoutExport, ref } from '../schemas/index.ts';
import { markReplayed } from '../wire.ts';
import { payoutExportOf } from './payout-of.ts';

export const exportPayouts = operation({
  operationId: 'exportPayouts',
  sdk: 'payouts.export',
  method: 'POST',
  path: '/v1/payout-exports',
  audience: 'operator',
  summary: 'Take every requested payout of a network into one file for your wallet',
  description:
    'Unsigned: the server has no key that could send them. A payout comes into one file only, so that it is not sent twice; the same Idempotency-Key gives the same file.',
  idempotent: true,
  body: exactly({ network: ref(NetworkId) }),
  answer: ref(PayoutExport),
  status: 201,
  problems: [unknownNetwork.definition, networkUnavailable.definition, idempotencyKeyReused.definition],
  async handle({ principal, idempotencyKey, body, reply }, { payments }) {
    const id = derivedId('pexp', principal.accountId, idempotencyKey);
    const { file, replayed } = await payments.exportPayouts({ id, network: body.network });
    markReplayed(reply, replayed);
    return payoutExportOf(file);
  },
});
