/** What the fake API answers about proofs, sweeps and refunds that are asked about. */
import type { BalanceProof, PayoutPreview, Sweep, SweepPlan } from '@imprest/sdk';
import type { Fake } from './fake-api.ts';
import { ago, ahead } from './fake-data.ts';

const HOUR_MS = 3_600_000;
const tronAddress = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';

const proof = (n: number, changed: Partial<BalanceProof> = {}): BalanceProof => ({
  id: `prf_${String(n)}`,
  network: n % 2 === 0 ? 'tron' : 'ethereum',
  status: 'holds',
  detail: '1204 addresses hold what is recorded, 48210.25 USDT in all.',
  blockNumber: 77_413_883 - n * 28_800,
  startedAt: ago((n * 12 + 1) * HOUR_MS + 41_000),
  finishedAt: ago((n * 12 + 1) * HOUR_MS),
  addressesProved: 1_204,
  recordedUsdt: '48210.25',
  addressesInUse: 1_204,
  destroyedUsdt: '0',
  differences: 0,
  firstDifference: null,
  ...changed,
});

const proofs = (): BalanceProof[] => [
  proof(0, {
    status: 'differs',
    detail: `${tronAddress} holds 12 USDT, but 32 USDT is recorded. Something left that is not recorded, or the record was changed: compare its transactions with what was recorded. 1 more differs.`,
    differences: 2,
    firstDifference: { address: tronAddress, recordedUsdt: '32', foundUsdt: '12' },
  }),
  proof(1, {
    destroyedUsdt: '12.5',
    detail: '1204 addresses hold what is recorded, 48210.25 USDT in all. The issuer of the token has destroyed 12.5 USDT of ours there.',
  }),
  ...Array.from({ length: 8 }, (_, n) => proof(n + 2)),
];

const plan = (network: 'tron' | 'ethereum', to: string, isEmpty: boolean): SweepPlan => {
  const coin = network === 'tron' ? 'TRX' : 'ETH';
  const transfers = Array.from({ length: isEmpty ? 0 : 34 }, (_, n) => ({
    address: network === 'tron' ? tronAddress.replace('R7', String(10 + n)) : `0x52908400098527886E0F7030069857D2E41${String(69_000 + n)}`,
    accountId: `acct_01j9zk3v7r4m8q2x${String(n)}`,
    keyFingerprint: 'a1b2c3d4',
    keyIndex: n,
    path: n === 3 ? null : `m/44'/${network === 'tron' ? '195' : '60'}'/0'/0/${String(n)}`,
    amountUsdt: `${String(4_120 - n * 100)}.25`,
    nonce: network === 'tron' ? null : 0,
    unsigned: `0x${'0a'.repeat(60)}`,
    digest: `0x${'b'.repeat(64)}`,
    fee: network === 'tron' ? '13.3735' : '0.000095199860967316',
    missing: n % 5 === 0 ? '0' : network === 'tron' ? '13.3735' : '0.000095199860967316',
  }));
  const cost = network === 'tron' ? '454.699' : '0.003236795272888744';
  return {
    network,
    chainId: 1,
    tokenContract: tronAddress,
    to,
    blockNumber: 77_413_883,
    createdAt: ago(0),
    expiresAt: network === 'tron' ? ahead(23 * HOUR_MS) : null,
    coin,
    transfers,
    totalUsdt: isEmpty ? '0' : '83988.5',
    totalFee: cost,
    totalMissing: cost,
    below: { addresses: 12, usdt: '31.2' },
    more: 0,
    leftOut: [{ address: tronAddress, reason: 'It holds 12 USDT, but 32 USDT is recorded: let it be proved.' }],
    detail: isEmpty
      ? 'There is nothing to sweep. 31.2 USDT on 12 more stays, because less than the minimum lies there.'
      : `83988.5 USDT would move from 34 addresses, which costs ${cost} ${coin} at most: each address pays for itself. 31.2 USDT on 12 more stays, because less than the minimum lies there. 1 was left out.`,
  };
};

const sweep = (n: number): Sweep => ({
  id: `swp_${String(n)}`,
  network: n % 2 === 0 ? 'tron' : 'ethereum',
  txHash: `0x${'5b1e3b6d'.repeat(8)}`,
  logIndex: n,
  blockNumber: 77_412_104 - n,
  blockHash: `0x${'b'.repeat(64)}`,
  address: tronAddress,
  to: '0x52908400098527886E0F7030069857D2E4169EE7',
  accountId: `acct_01j9zk3v7r4m8q2x${String(n)}`,
  amountUsdt: `${String(4_120 - n * 100)}.25`,
  final: n > 1,
  seenAt: ago(n * HOUR_MS),
});

const preview = (of: string): PayoutPreview => {
  const isRefused = of.includes('late');
  return {
    accountId: 'acct_01j9zk3v7r4m8q2x1',
    depositId: 'dep_01j9zk3v7r4m8q2x1',
    invoiceId: 'inv_01j9zm40t6y2',
    network: 'tron',
    txHash: `0x${'5b1e3b6d'.repeat(8)}`,
    depositUsdt: '40',
    arrivedAt: ago(30 * HOUR_MS),
    commandId: 'settle:dep_01j9zk3v7r4m8q2x1:0',
    bonusCommandIds: ['settle:dep_01j9zk3v7r4m8q2x1:1'],
    credits: isRefused ? '0' : '366.7',
    amountUsdt: isRefused ? '0' : '36.67',
    refundAddresses: of.includes('none') ? [] : [{ network: 'tron', address: tronAddress, confirmedAt: ago(9 * HOUR_MS) }],
    problem: isRefused
      ? {
          code: 'not_refundable',
          title: 'The purchase cannot be refunded',
          detail: 'The time in which this purchase could be refunded ended at 2026-11-08T10:00:00.000Z.',
        }
      : null,
  };
};

export function deskPartsAnswer(fake: Fake, method: string, url: URL, body: unknown): { status: number; body: unknown } | undefined {
  const [, , room = '', id = '', action = ''] = url.pathname.split('/');
  const isPart = room === 'sweeps' || room === 'balance-proofs' || action === 'balance-proofs' || action === 'sweep-plans';
  if (isPart && fake.isDeskDown) {
    return {
      status: 503,
      body: { code: 'network_unavailable', status: 503, detail: 'No provider of this network answers.', retry: 'later' },
    };
  }
  const list = (data: readonly unknown[]) => ({ status: 200, body: { data: fake.isEmpty ? [] : data, nextCursor: null } });
  switch (`${method} ${room} ${action}`) {
    case 'GET balance-proofs ':
      return list(proofs());
    case 'POST networks balance-proofs':
      return { status: 200, body: proofs().find((each) => each.network === id) };
    case 'GET sweeps ':
      return list([0, 1, 2, 3].map(sweep));
    case 'POST networks sweep-plans':
      return { status: 200, body: plan(id === 'tron' ? 'tron' : 'ethereum', (body as { to: string }).to, fake.isEmpty) };
    case 'POST payouts ':
      return id === 'preview' ? { status: 200, body: preview((body as { of: string }).of) } : undefined;
    default:
      return undefined;
  }
}
