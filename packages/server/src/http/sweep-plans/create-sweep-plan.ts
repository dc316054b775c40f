import { Type } from 'typebox';
import { amountFromText, amountToText } from '../../kernel/index.ts';
import { invalidSweepAddress, networkUnavailable, sweepAddressesDefault, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { amountInput, exactly, idParams, ref, SweepPlan } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export const createSweepPlan = operation({
  operationId: 'createSweepPlan',
  sdk: 'sweepPlans.create',
  method: 'POST',
  path: '/v1/networks/{id}/sweep-plans',
  audience: 'operator',
  summary: 'Write the transactions that move what lies on our addresses to yours',
  description:
    'What lies where at a final block, the fullest first, what moving it costs, and the transactions themselves, unsigned: sign each offline with the key at its `path`, and send it with any node. The server has no key, and keeps nothing of a plan: it sees on the chain what was swept. On Ethereum a transaction is good until its sender sends another one; on Tron for 23 hours.',
  params: idParams,
  body: exactly({
    to: Type.String({ minLength: 1, maxLength: 100, description: 'Your own address, with its checksum' }),
    minimumUsdt: Type.Optional({ ...amountInput, description: 'What lies on an address at least; 5 when left out' }),
    addressesMax: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 200, default: sweepAddressesDefault, description: 'How many addresses at most' }),
    ),
  }),
  answer: ref(SweepPlan),
  problems: [unknownNetwork.definition, invalidSweepAddress.definition, networkUnavailable.definition],
  async handle({ params, body: { to, minimumUsdt, addressesMax } }, { payments }) {
    const minimum = minimumUsdt === undefined ? undefined : amountFromText(minimumUsdt);
    const plan = await payments.createSweepPlan({ network: params.id, to, addressesMax, minimumUsdt: minimum });
    const { createdAtMs, expiresAtMs, transfers, totalUsdt, below, leftOut, ...rest } = plan;
    return {
      ...rest,
      createdAt: timeText(createdAtMs),
      expiresAt: timeTextOrNull(expiresAtMs),
      transfers: transfers.map(({ amountUsdt, ...transfer }) => ({ ...transfer, amountUsdt: amountToText(amountUsdt) })),
      totalUsdt: amountToText(totalUsdt),
      below: { addresses: below.addresses, usdt: amountToText(below.usdt) },
      leftOut: [...leftOut],
    };
  },
});
