import { amountToText, invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { pageQuery, ref, SweepPage } from '../schemas/index.ts';
import { pageOf, timeText } from '../wire.ts';

export const listSweeps = operation({
  operationId: 'listSweeps',
  sdk: 'sweeps.list',
  method: 'GET',
  path: '/v1/sweeps',
  audience: 'operator',
  summary: 'List what has left our addresses on all networks, the newest first',
  description:
    'Every transfer of USDT from an address of ours, as the chain shows it, whoever has written and signed it. What the chain takes back leaves the list.',
  query: pageQuery,
  answer: ref(SweepPage),
  problems: [invalidCursor.definition],
  async handle({ query }, { payments }) {
    const { sweeps, nextCursor } = await payments.listSweeps(pageOf(query));
    const data = sweeps.map(({ amountUsdt, seenAtMs, ...sweep }) => ({
      ...sweep,
      amountUsdt: amountToText(amountUsdt),
      seenAt: timeText(seenAtMs),
    }));
    return { data, nextCursor };
  },
});
