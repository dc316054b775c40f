/** What the fake API answers about the operator's payments. */
import type { NetworkHealth, UnmatchedDeposit } from '../src/api/sdk.ts';
import type { Fake } from './fake-api.ts';
import { ago, ahead } from './fake-data.ts';

const HOUR_MS = 3_600_000;

const provider = (name: string, headNumber: number): NetworkHealth['providers'][number] => ({
  name,
  status: 'ready',
  outUntil: null,
  lastAnswerAt: ago(2_400),
  headNumber,
  blocksBehind: 0,
  forkNumber: null,
  requests: 48_120,
  errors: 3,
  lastError: null,
});

const proof = (network: NetworkHealth['network'], address: string | null): NetworkHealth['lastProof'] => ({
  id: 'prf_1',
  network,
  status: address === null ? 'holds' : 'differs',
  detail:
    address === null
      ? '1204 addresses hold what is recorded, 48210.25 USDT in all.'
      : `${address} holds 12 USDT, but 32 USDT is recorded. Something left that is not recorded, or the record was changed: compare its transactions with what was recorded.`,
  blockNumber: 23_850_976,
  startedAt: ago(1.1 * HOUR_MS),
  finishedAt: ago(HOUR_MS),
  addressesProved: 1_204,
  recordedUsdt: '48210.25',
  addressesInUse: 1_204,
  destroyedUsdt: '0',
  differences: address === null ? 0 : 1,
  firstDifference: address === null ? null : { address, recordedUsdt: '32', foundUsdt: '12' },
});

const health = (isUp: boolean): NetworkHealth[] => [
  {
    network: 'tron',
    status: 'up',
    statusDetail: null,
    cursorNumber: 77_413_902,
    finalNumber: 77_413_883,
    checkedNumber: 77_413_880,
    cursorMovedAt: ago(1_900),
    headNumber: 77_413_902,
    blocksBehind: 0,
    lastProof: proof('tron', null),
    providers: [
      { ...provider('api.trongrid.io', 77_413_902), status: 'in_use' },
      {
        ...provider('tron.example.com', 77_413_899),
        blocksBehind: 3,
        errors: 212,
        forkNumber: isUp ? null : 77_413_870,
        lastError: { at: ago(0.4 * HOUR_MS), sentence: 'It answers with HTTP status 429: too many requests.' },
      },
    ],
  },
  isUp
    ? {
        network: 'ethereum',
        status: 'up',
        statusDetail: null,
        cursorNumber: 23_851_044,
        finalNumber: 23_850_976,
        checkedNumber: 23_850_976,
        cursorMovedAt: ago(9_000),
        headNumber: 23_851_045,
        blocksBehind: 1,
        lastProof: null,
        providers: [{ ...provider('127.0.0.1:8545', 23_851_045), status: 'in_use', errors: 0 }],
      }
    : {
        network: 'ethereum',
        status: 'down',
        statusDetail: 'No provider answers: the last one said that it is still catching up with the chain.',
        cursorNumber: 23_851_044,
        finalNumber: 23_850_976,
        checkedNumber: 23_850_912,
        cursorMovedAt: ago(0.6 * HOUR_MS),
        headNumber: 23_851_229,
        blocksBehind: 185,
        lastProof: proof('ethereum', '0x52908400098527886E0F7030069857D2E4169EE7'),
        providers: [
          {
            ...provider('127.0.0.1:8545', 23_851_061),
            status: 'out',
            blocksBehind: 168,
            outUntil: ahead(40_000),
            lastAnswerAt: ago(0.5 * HOUR_MS),
            errors: 37,
            lastError: { at: ago(21_000), sentence: 'It does not answer: connect ECONNREFUSED 127.0.0.1:8545.' },
          },
        ],
      },
];

const deposit = (n: number): UnmatchedDeposit => ({
  id: `dep_${n}`,
  accountId: `acct_01j9zk3v7r4m8q2x${n}`,
  address: `0x71c7656ec7ab88b098defb751b7401b5f6d89${String(760 + n)}`,
  network: n % 2 === 0 ? 'tron' : 'ethereum',
  txHash: `0x5b1e3b6d0f0d4c6a9f6d37f0d1bb8f2a67c4e9105d3f8ab27c6e0f914d2a${String(7_000 + n)}`,
  ordinal: 0,
  invoiceId: null,
  match: null,
  amountUsdt: '0.009999',
  status: 'final',
  confirmations: 12,
  confirmationsRequired: 12,
  blockNumber: 77_412_104 + Math.ceil(n),
  blockHash: `0x${'b'.repeat(64)}`,
  seenAt: ago(n * 2 * HOUR_MS),
  finalAt: ago(n * 2 * HOUR_MS - 60_000),
  creditedAt: null,
  credits: null,
  lines: [],
  unmatchedReason: 'dust',
  unmatchedCode: null,
  unmatchedDetail: null,
  explanation: `0.009999 USDT on ${n % 2 === 0 ? 'Tron (TRC20)' : 'Ethereum (ERC20)'} is too small to be credited; it stands on the list of the operator.`,
  unmatchedAt: ago(n * 2 * HOUR_MS - 60_000),
  tryAgainAt: null,
});

const deposits = (): UnmatchedDeposit[] => [
  deposit(0.5),
  {
    ...deposit(1),
    amountUsdt: '1250',
    invoiceId: 'inv_01j9zm40t6y2',
    match: 'address',
    unmatchedReason: 'refused',
    unmatchedCode: 'account_limit',
    explanation:
      '1250 USDT on Ethereum (ERC20) could not be credited: The account would have more credits than one account may. It stands on the list of the operator and is tried again by itself.',
    tryAgainAt: ahead(0.8 * HOUR_MS),
  },
  {
    ...deposit(2),
    amountUsdt: '54',
    unmatchedReason: 'account_closed',
    explanation: '54 USDT on Tron (TRC20) came for an account that is not open any more; it waits on the list of the operator.',
  },
  {
    ...deposit(3),
    amountUsdt: '28',
    status: 'credited',
    credits: '315',
    unmatchedReason: 'vanished',
    explanation: '28 USDT on Ethereum (ERC20) was credited, but the chain has taken it back since; the operator has been told.',
  },
  ...Array.from({ length: 30 }, (_, n) => deposit(n + 4)),
];

export function paymentsDeskAnswer(fake: Fake, method: string, url: URL, body: unknown): { status: number; body: unknown } | undefined {
  const [, , room = '', id = '', action = ''] = url.pathname.split('/');
  const isDesk = action === 'health' || action === 'rescan' || room === 'unmatched-deposits' || room === 'deposits';
  if (isDesk && fake.isDeskDown) {
    return { status: 503, body: { code: 'unavailable', status: 503, detail: 'The database is being started.', retry: 'later' } };
  }
  switch (`${method} ${room} ${action}`) {
    case 'GET networks health':
      return { status: 200, body: health(!fake.isChainDown).find(({ network }) => network === id) };
    case 'POST networks rescan': {
      const { address, fromBlock = 77_412_104, toBlock = fromBlock } = body as { address?: string; fromBlock?: number; toBlock?: number };
      const balance = address === undefined ? null : { recordedUsdt: '1250.5', foundUsdt: '1275.5' };
      const read = { fromBlock, toBlock, found: 2, recorded: ['dep_9'], nextBlock: null, balance, others: [] };
      return { status: 200, body: { network: id, ...read } };
    }
    case 'GET unmatched-deposits ': {
      const from = Number(url.searchParams.get('cursor') ?? '0');
      const list = fake.isEmpty ? [] : deposits();
      return { status: 200, body: { data: list.slice(from, from + 25), nextCursor: from + 25 < list.length ? String(from + 25) : null } };
    }
    case 'POST deposits credit': {
      const found = deposits().find((each) => each.id === id);
      const credited = {
        status: 'credited',
        unmatchedReason: null,
        explanation: '0.009999 USDT on Tron (TRC20) was credited as 0.09999 credits.',
      };
      return { status: 200, body: found?.unmatchedReason === 'dust' ? { ...found, ...credited } : found };
    }
    case 'POST deposits assign':
      return {
        status: 404,
        body: { code: 'invoice_not_found', status: 404, detail: 'The account of the deposit has no such invoice.', retry: 'never' },
      };
    default:
      return undefined;
  }
}
