import { Type } from 'typebox';
import { count, credits, id, named, nullable, time } from './shapes.ts';

const sum = { amount: credits, count: Type.Integer({ minimum: 0, description: 'How many entries it is the sum of' }) };
const text = nullable(Type.String());

export const UsageReport = named(
  'UsageReport',
  'What credits were used for in a range of time; the groups and the rest make the total',
  Type.Object({
    from: time,
    to: time,
    timeZone: Type.String(),
    total: Type.Object(sum),
    groups: Type.Array(Type.Object({ day: text, projectId: text, apiKeyId: text, sessionId: text, model: text, operation: text, ...sum }), {
      description: 'By day, then the largest first; `null` is what was not asked for, or what its entries do not name',
    }),
    rest: Type.Object({ ...sum, groups: count }, { description: 'The smallest groups, where there are more than the limit' }),
  }),
);

export const Forecast = named(
  'Forecast',
  'How long the available credits last at the pace of the last days',
  Type.Object({
    asOf: time,
    available: credits,
    usedPerDay: credits,
    paceDays: Type.Integer({ minimum: 1, description: 'Over how many days the pace was taken' }),
    runsOutAt: nullable(time),
    until: Type.Unsafe<string>({ ...time, description: 'How far the forecast looks: to the end of the credits, or five years' }),
    expires: Type.Unsafe<string>({ ...credits, description: 'What expires unused until then' }),
    expiring: Type.Array(Type.Object({ grantId: id, amount: credits, at: time }), { description: 'Which grants of now that is' }),
  }),
);
