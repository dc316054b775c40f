/** What the fake API starts with. */
import type { Entry, Generation, Grant, Image, Invoice, InvoiceStatus, Network, Pack, PriceBook } from '../src/api/sdk.ts';

const DAY_MS = 86_400_000;
export const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
export const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();

export const PRICE_BOOK: PriceBook = {
  id: 'book_default',
  version: 1,
  hash: 'a'.repeat(64),
  title: 'Default prices',
  description: null,
  effectiveFrom: ago(30 * DAY_MS),
  congestion: null,
  models: [
    { id: 'standard', title: 'Standard', factor: '1' },
    { id: 'artistic', title: 'Artistic', factor: '1.5' },
    { id: 'realistic', title: 'Realistic', factor: '2' },
  ],
  table: [{ operation: 'generate', what: '512 × 512, 50 steps', price: '1' }],
  limits: { widthMin: 64, widthMax: 2048, heightMin: 64, heightMax: 2048, stepsMin: 1, stepsMax: 150, imagesMax: 8, dimensionStep: 8 },
};

const pack = (id: string, credits: number, bonus: number, priceUsdt: string, months: number | null, recommended = false): Pack => ({
  id,
  title: `Pack of ${credits}`,
  priceUsdt,
  credits: String(credits + bonus),
  pricePerCreditUsdt: (Number(priceUsdt) / (credits + bonus)).toFixed(4).replace(/0+$/, ''),
  recommended,
  grants: [
    { kind: 'purchased', label: `Pack of ${credits}`, credits: String(credits), expiresAfterMonths: months },
    ...(bonus > 0 ? [{ kind: 'bonus' as const, label: 'Bonus', credits: String(bonus), expiresAfterMonths: 6 }] : []),
  ],
});
export const PACKS: Pack[] = [
  pack('pack_100', 100, 0, '10', 12),
  pack('pack_300', 300, 15, '28', 12),
  pack('pack_600', 600, 60, '54', 12, true),
  pack('pack_1200', 1000, 200, '100', null),
];

export const NETWORKS: Network[] = [
  {
    id: 'tron',
    title: 'Tron (TRC20)',
    token: 'USDT',
    tokenContract: 'TJhSSbZ8dVqtEiLYgva1WWcV4R4NkRCARH',
    chainId: 31195,
    sandbox: true,
    recommended: true,
    confirmationsRequired: 12,
    typicalSeconds: 6,
    transferFee: null,
    status: 'up',
    statusDetail: null,
  },
  {
    id: 'ethereum',
    title: 'Ethereum (ERC20)',
    token: 'USDT',
    tokenContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
    chainId: 31337,
    sandbox: true,
    recommended: false,
    confirmationsRequired: 12,
    typicalSeconds: 24,
    transferFee: null,
    status: 'up',
    statusDetail: null,
  },
];

export const grants = (): Grant[] => [
  {
    id: 'grant_1',
    kind: 'trial',
    label: 'Welcome',
    amount: '100',
    remaining: '84',
    priority: 50,
    effectiveAt: ago(DAY_MS),
    expiresAt: ahead(6.5 * DAY_MS),
    createdAt: ago(DAY_MS),
  },
  {
    id: 'grant_2',
    kind: 'bonus',
    label: 'Bonus, first purchase',
    amount: '200',
    remaining: '200',
    priority: 50,
    effectiveAt: ago(DAY_MS),
    expiresAt: ahead(110 * DAY_MS),
    createdAt: ago(DAY_MS),
  },
  {
    id: 'grant_3',
    kind: 'subscription',
    label: 'November plan',
    amount: '300',
    remaining: '300',
    priority: 50,
    effectiveAt: ago(DAY_MS),
    expiresAt: ahead(10.2 * DAY_MS),
    createdAt: ago(DAY_MS),
  },
  {
    id: 'grant_4',
    kind: 'purchased',
    label: 'Pack of 600',
    amount: '600',
    remaining: '600',
    priority: 50,
    effectiveAt: ago(DAY_MS),
    expiresAt: ahead(365 * DAY_MS),
    createdAt: ago(DAY_MS),
  },
];

const PROMPTS = [
  'A serene mountain lake at sunset, layered ridges in the mist, warm light on still water, photographic',
  'Dunes under two moons, violet haze, long shadows',
  'A quiet harbour at night, lanterns, deep blue water',
  'Autumn ridges before rain',
];

let serial = 0;
export function image(generation: Generation, index: number): Image {
  serial += 1;
  const { width, height, seed, steps, model, prompt } = generation.request;
  const id = `img_${serial.toString().padStart(6, '0')}`;
  return {
    id,
    generationId: generation.id,
    index,
    width,
    height,
    seed: seed + index,
    prompt,
    negativePrompt: generation.request.negativePrompt ?? '',
    model,
    steps,
    engine: 'procedural',
    procedural: true,
    cost: String(Number(generation.quoted) / generation.imagesRequested),
    bytes: 912_344,
    sha256: serial.toString(16).padStart(4, '0').repeat(16),
    mediaType: 'image/png',
    fileUrl: `/v1/images/${id}/file`,
    thumbnailUrl: `/v1/images/${id}/thumbnail`,
    createdAt: generation.createdAt,
  };
}

export function generation(
  agoMs: number,
  images: number,
  size: [number, number],
  quoted: string,
  status: Generation['status'] = 'succeeded',
  made = images,
): Generation {
  serial += 1;
  const one: Generation = {
    id: `gen_${serial.toString().padStart(6, '0')}`,
    status,
    request: {
      operation: 'generate',
      prompt: PROMPTS[serial % PROMPTS.length] ?? '',
      model: 'standard',
      width: size[0],
      height: size[1],
      steps: 50,
      images,
      seed: serial * 7919,
    },
    engine: 'procedural',
    procedural: true,
    quoteId: 'quote_1',
    holdId: 'hold_1',
    quoted,
    upperBound: quoted,
    charged: String((Number(quoted) * made) / images),
    charges: [],
    images: [],
    imagesRequested: images,
    queuePosition: null,
    waiting: null,
    progress: null,
    problem: status === 'failed' ? { code: 'engine_failed', detail: 'The engine stopped before the picture was done.' } : null,
    createdAt: ago(agoMs),
    startedAt: ago(agoMs - 200),
    finishedAt: ago(agoMs - 9000),
  };
  one.images = Array.from({ length: made }, (_, index) => image(one, index));
  return one;
}

export const generations = (): Generation[] => [
  generation(3 * 3_600_000, 4, [1024, 1024], '16'),
  generation(3.2 * 3_600_000, 1, [1024, 576], '2.25', 'failed', 0),
  generation(4 * 3_600_000, 2, [768, 1152], '6.75'),
  generation(4.4 * 3_600_000, 4, [1024, 1024], '16', 'canceled', 2),
  generation(DAY_MS, 8, [512, 512], '8'),
  generation(3 * DAY_MS, 4, [1024, 768], '12'),
  generation(3.1 * DAY_MS, 4, [1024, 576], '9'),
];

export function entries(): Entry[] {
  const rows: [number, Entry['kind'], string, string, string, Entry['parts'], Entry['reference']][] = [
    [
      1,
      'capture',
      '1 picture, 1024 × 1024',
      '-4',
      '-4',
      [{ grantId: 'grant_1', kind: 'trial', amount: '4' }],
      { type: 'image', id: 'img_000002' },
    ],
    [2, 'void', '1 picture refused by the engine · nothing charged', '0', '-2.25', [], { type: 'generation', id: 'gen_2' }],
    [
      3,
      'hold',
      'Set aside for 4 pictures, 1024 × 1024',
      '0',
      '16',
      [
        { grantId: 'grant_1', kind: 'trial', amount: '12' },
        { grantId: 'grant_2', kind: 'bonus', amount: '4' },
      ],
      { type: 'generation', id: 'gen_1' },
    ],
    [
      30,
      'grant',
      'Bonus for Pack of 600',
      '60',
      '0',
      [{ grantId: 'grant_2', kind: 'bonus', amount: '60' }],
      { type: 'invoice', id: 'inv_paid' },
    ],
    [
      30,
      'grant',
      'Pack of 600 · 54.00 USDT on Tron (TRC20)',
      '600',
      '0',
      [{ grantId: 'grant_4', kind: 'purchased', amount: '600' }],
      { type: 'invoice', id: 'inv_paid' },
    ],
    [55, 'expire', 'Trial credits expired', '-16', '0', [{ grantId: 'grant_1', kind: 'trial', amount: '16' }], null],
    [80, 'grant', 'Welcome', '100', '0', [{ grantId: 'grant_1', kind: 'trial', amount: '100' }], null],
    [80, 'open-account', 'Account opened', '0', '0', [], null],
  ];
  return rows.map(([hours, kind, description, balanceChange, heldChange, parts, reference], index) => ({
    id: `entry_${index}`,
    number: rows.length - index,
    kind,
    at: ago(hours * 3_600_000),
    balanceChange,
    heldChange,
    balanceAfter: '1188',
    heldAfter: '4',
    availableAfter: '1184',
    description,
    reference,
    parts,
    billed: null,
    paidBack: null,
    commandId: null,
    holdId: null,
    hash: (index + 11).toString(16).repeat(64).slice(0, 64),
  }));
}

const EXPLANATIONS: Record<InvoiceStatus, string> = {
  open: 'Send 54.00 USDT on Tron (TRC20) to the address below.',
  confirming: '54.00 USDT have arrived. Your credits come when 12 blocks confirm the payment.',
  paid: '660 credits are in your wallet.',
  underpaid: '30.00 of 54.00 USDT have arrived. Send the missing 24.00 USDT to the same address, and the pack is yours.',
  overpaid: '60.00 USDT have arrived, 6.00 more than asked. The excess was credited at the price of this pack: 73.33 credits more.',
  late: '54.00 USDT arrived after the timer ended. You got credits for it at today’s price.',
  expired: 'Nothing has arrived in time. If you have sent something, it still counts when it arrives.',
  canceled: 'This invoice was canceled. Nothing was paid.',
};

export function invoice(status: InvoiceStatus, id = `inv_${status}`): Invoice {
  const chosen = PACKS[2];
  if (chosen === undefined) throw new Error('no pack');
  const received = { open: '0', confirming: '54', paid: '54', underpaid: '30', overpaid: '60', late: '54', expired: '0', canceled: '0' }[
    status
  ];
  const done = status === 'paid' || status === 'overpaid' || status === 'late';
  return {
    id,
    accountId: 'acct_1',
    status,
    purchase: {
      kind: 'pack',
      offerId: chosen.id,
      title: chosen.title,
      priceUsdt: chosen.priceUsdt,
      credits: chosen.credits,
      lines: chosen.grants.map((grant) => ({ ...grant, kind: grant.kind === 'bonus' ? 'bonus' : 'purchased', condition: null })),
      months: null,
      offersVersion: 1,
    },
    network: 'tron',
    amountUsdt: '54',
    receivedUsdt: received,
    remainingUsdt: status === 'underpaid' ? '24' : received === '0' ? '54' : '0',
    address: 'TLEaY8XoqpBmndLsjcfThgdKLN1ssNuUcF',
    addressSignature: 'sig',
    paymentUri: 'TLEaY8XoqpBmndLsjcfThgdKLN1ssNuUcF',
    deposits:
      received === '0'
        ? []
        : [
            {
              id: 'dep_1',
              network: 'tron',
              txHash: `0x${'9f3a'.repeat(16)}`,
              ordinal: 0,
              invoiceId: id,
              match: 'exact',
              amountUsdt: received,
              status: done ? 'credited' : status === 'underpaid' ? 'final' : 'confirming',
              confirmations: done || status === 'underpaid' ? 12 : 5,
              confirmationsRequired: 12,
              blockNumber: 812,
              blockHash: `0x${'b1'.repeat(32)}`,
              seenAt: ago(40_000),
              finalAt: done ? ago(10_000) : null,
              creditedAt: done ? ago(9000) : null,
              credits: done ? '660' : null,
              lines: done
                ? [
                    { kind: 'purchased', credits: '600', label: chosen.title },
                    { kind: 'bonus', credits: '60', label: 'Bonus of the pack' },
                  ]
                : [],
              unmatchedReason: null,
              unmatchedCode: null,
              explanation: `${received} USDT on Ethereum has arrived.`,
            },
          ],
    explanation: EXPLANATIONS[status],
    explanationCode: status === 'open' ? 'send' : status,
    paymentLink: `link-${id}`,
    createdAt: ago(90_000),
    expiresAt: status === 'expired' || status === 'late' ? ago(1000) : ahead(28.4 * 60_000),
    graceUntil: ahead(7 * 86_400_000),
    canceledAt: status === 'canceled' ? ago(60_000) : null,
    paidAt: done ? ago(9000) : null,
  };
}
