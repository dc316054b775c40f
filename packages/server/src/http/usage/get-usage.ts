import { Type } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import { invalidRange, usageGroups, type UsageGroup, type UsageOfGroup } from '../../ledger/index.ts';
import { operation } from '../operation.ts';
import { rangeQuery, readRange } from '../read-range.ts';
import { exactly, ref, UsageReport } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

const group = `(?:${usageGroups.join('|')})`;
/** What people look at first. */
const daysDefault = 30;

export const getUsage = operation({
  operationId: 'getUsage',
  sdk: 'usage.get',
  method: 'GET',
  path: '/v1/usage',
  audience: 'signed-in',
  summary: 'Sum what your credits were used for, by model, project, day and more',
  description:
    'What was captured and spent, less what was reversed. Without `from` and `to` it is about the last 30 days; a range is 400 days at most. Days without usage are missing.',
  query: exactly({
    ...rangeQuery,
    groupBy: Type.Optional(
      Type.String({
        pattern: `^${group}(?:,${group})*$`,
        maxLength: 100,
        description: 'One or more of project, apiKey, session, model, operation and day, with commas between them',
        examples: ['day,model'],
      }),
    ),
    timeZone: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'Where days begin; UTC when left out', examples: ['Europe/Berlin'] }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 1000, description: 'How many groups at most, the largest' })),
  }),
  answer: ref(UsageReport),
  problems: [invalidRange.definition],
  async handle({ principal: { accountId }, query }, { ledger, clock }) {
    const { toMs = clock.nowMs() + 1, fromMs = toMs - daysDefault * 86_400_000 } = readRange(query);
    const report = await ledger.readUsage(accountId, {
      fromMs,
      toMs,
      groupBy: groupsOf(query.groupBy),
      timeZone: query.timeZone,
      limit: query.limit,
    });
    return {
      from: timeText(report.fromMs),
      to: timeText(report.toMs),
      timeZone: report.timeZone,
      total: sumOf(report.total),
      groups: report.groups.map(groupOf),
      rest: { ...sumOf(report.rest), groups: report.rest.groups },
    };
  },
});

function groupsOf(text: string | undefined): readonly UsageGroup[] {
  // The pattern of the query admits no other words.
  return text === undefined ? [] : (text.split(',') as UsageGroup[]);
}

function groupOf({ day, usage, ...sum }: UsageOfGroup) {
  const { projectId = null, apiKeyId = null, sessionId = null, model = null, operation: asked = null } = usage;
  return { day, projectId, apiKeyId, sessionId, model, operation: asked, ...sumOf(sum) };
}

function sumOf({ amount, count }: { readonly amount: bigint; readonly count: number }): { amount: string; count: number } {
  return { amount: amountToText(amount), count };
}
