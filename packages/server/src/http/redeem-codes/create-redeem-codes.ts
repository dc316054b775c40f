import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { codeTaken, createRedeemCodes as create, invalidCampaign } from '../../offers/index.ts';
import { campaignOf } from '../campaigns/campaign-of.ts';
import { operation } from '../operation.ts';
import { amountInput, Campaign, CampaignKind, exactly, ref, time } from '../schemas/index.ts';
import { markReplayed, readAmount, readTimeMs } from '../wire.ts';

/** As of every grant. */
const priorityDefault = 50;

export const createRedeemCodes = operation({
  operationId: 'createRedeemCodes',
  sdk: 'redeemCodes.create',
  method: 'POST',
  path: '/v1/redeem-codes',
  audience: 'operator',
  summary: 'Make a campaign with one code or many',
  description:
    'One word of your choice with `code`, or `count` codes that are made up. Several codes are fetched as a file with `downloadRedeemCodes`. The granted credits expire `expiresAfterDays` after they were redeemed, or at `expiresAt`, or never.',
  idempotent: true,
  body: exactly({
    label: Type.String({ minLength: 1, maxLength: 100, description: 'What the customer sees beside the credits' }),
    kind: ref(CampaignKind),
    credits: amountInput,
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: 'Lower is spent first; 50 when left out' })),
    expiresAfterDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3660, description: 'The granted credits expire so many days after they were redeemed' }),
    ),
    expiresAt: Type.Optional(time),
    code: Type.Optional(
      Type.String({ minLength: 4, maxLength: 50, description: '4 to 32 letters and digits, with dashes between them as you like' }),
    ),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'How many codes are made up; 1 when left out' })),
    claimsMax: Type.Optional(
      Type.Unsafe<number | null>({
        anyOf: [Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), { type: 'null' }],
        description: 'How many accounts may redeem each code, `null` for any number. When left out: 1, and any number for a chosen word',
      }),
    ),
    validFrom: Type.Optional(time),
    validUntil: Type.Optional(time),
    newCustomersOnly: Type.Optional(Type.Boolean({ description: 'Only for accounts that have never bought credits' })),
  }),
  answer: ref(Campaign),
  status: 201,
  problems: [invalidCampaign.definition, codeTaken.definition, idempotencyKeyReused.definition],
  async handle({ principal, body, idempotencyKey, reply }, { database, clock }) {
    const timeOf = (name: 'expiresAt' | 'validFrom' | 'validUntil'): number | undefined => {
      const text = body[name];
      return text === undefined ? undefined : readTimeMs(`body.${name}`, text);
    };
    const { campaign, replayed } = await create(
      { database, clock },
      {
        label: body.label,
        kind: body.kind,
        amount: readAmount('body.credits', body.credits),
        priority: body.priority ?? priorityDefault,
        expiresAfterDays: body.expiresAfterDays ?? null,
        expiresAtMs: timeOf('expiresAt') ?? null,
        validFromMs: timeOf('validFrom'),
        validUntilMs: timeOf('validUntil') ?? null,
        newCustomersOnly: body.newCustomersOnly ?? false,
        code: body.code,
        count: body.count,
        claimsMax: body.claimsMax,
        operator: { accountId: principal.accountId, userId: principal.userId },
        idempotencyKey,
      },
    );
    markReplayed(reply, replayed);
    return campaignOf(campaign);
  },
});
