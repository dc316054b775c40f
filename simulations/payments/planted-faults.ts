import type { ChainView, Transfer } from '../../packages/server/src/payments/index.ts';
import { quietNames } from './faults.ts';
import type { PlantedFault } from './planted-fault.ts';

/** Defects that the simulation must notice: those by which systems that take payments have lost money, and some of our own. */
export const plantedFaults: Readonly<Record<string, PlantedFault>> = {
  'a credit by the place of the log': {
    mutation: { file: 'payments/follow/match-transfers.ts', find: 'countOf.get(txHash) ?? 0', replace: 'logIndex' },
  },
  'a block that is skipped when it cannot be read': { view: skipOnError },
  'final blocks on one word': {
    often: { faults: quietNames },
    mutation: {
      file: 'chains/providers/provider-chain.ts',
      find: 'await this.secondSource(provider, rows, from, through);',
      replace: '',
    },
  },
  'a head that is called final': { view: (view) => ({ readFinal: () => view.readLatest() }) },
  'a credit for a payment that was only seen': {
    mutation: { file: 'payments/follow/confirm-deposits.ts', find: 'if (isFinal)', replace: 'if (isFinal || confirmations >= 0)' },
  },
  'a cursor that moves before the rows': { splitsAfter: (text) => text.includes('update chain_cursors set block_number') },
  'a payment that comes back and stays taken back': {
    rewrite: (text) => text.replace(/ status = case when [^\n]+ then d\.status else 'seen' end/u, ' status = d.status'),
  },
  'a payment that is taken back and stays': {
    rewrite: (text) => (text.includes("else 'orphaned' end") ? text.replace('where network =', 'where false and network =') : text),
  },
  'logs of another contract that are taken': {
    often: { faults: ['logs of another contract'] },
    mutation: { file: 'chains/ethereum/read-transfers.ts', find: 'transfer.contract !== token', replace: 'false' },
  },
  'the same log twice that is two payments': {
    often: { faults: ['rows twice'] },
    mutation: { file: 'chains/ethereum/read-transfers.ts', find: 'previous.logIndex === transfer.logIndex', replace: 'false' },
  },
  'logs of another contract that are taken on Tron': {
    often: { faults: ['logs of another contract'] },
    mutation: { file: 'chains/tron/transfer-logs.ts', find: '.filter((log) => log?.contract === token)', replace: '' },
  },
  'an index of Tron that is believed when it says nothing': {
    mutation: {
      file: 'chains/tron/read-range.ts',
      find: 'if (first === undefined || last === undefined) return indexed;',
      replace: 'if (first === undefined || last === undefined || indexed.length === 0) return indexed;',
    },
  },
  'one payment of each transaction': { view: firstOfTransaction },
  'a jump to the head after an absence': {
    view: (view) => ({
      async readFinalTransfers(from, to) {
        const through = await view.readBlock(to);
        return through === undefined ? view.readFinalTransfers(from, to) : { transfers: [], through };
      },
    }),
  },
  'a late payment that nobody looks for': {
    rewrite: (text) =>
      text.replace(
        /(from deposit_addresses)\s+where (network = \$\d+ and address = any)/u,
        `$1 a where exists (select from invoices i where i.address = a.address and i.status in ('open', 'confirming')) and $2`,
      ),
  },
  'a bonus with each payment': {
    often: { paid: ['twice', 'split'] },
    mutation: { file: 'payments/settle/settle-purchase.ts', find: 'reached && invoice.once_granted_at === null', replace: 'reached' },
  },
  'a sweep that comes again in another block and is taken for known': {
    often: { themes: ['sweeps'] },
    mutation: {
      file: 'payments/follow/sweeps.ts',
      find: 'for (const { blockHash, logIndex, blockNumber, txHash, from, to, amount } of read.sweeps) {',
      replace: `for (const { blockHash, logIndex, blockNumber, txHash, from, to, amount } of read.sweeps) {
        const known = await sql\`select from sweeps where tx_hash = \${txHash} and block_hash <> \${blockHash}\`.execute(tx);
        if (known.rows.length > 0) continue;`,
    },
  },
  'a sweep that is taken back and stays': {
    often: { themes: ['sweeps'] },
    rewrite: (text) => text.replace(/(update sweeps set orphaned_at = \$\d+\s+where)/u, '$1 false and'),
  },
  'a transfer that is read again and pays another payout': {
    often: { themes: ['payouts'] },
    rewrite: (text) =>
      text.replace(/(and not exists \(\s+select 1 from payouts where) (?=network = \$\d+ and seen_block_hash)/u, '$1 false and '),
  },
  'a payout in two files': {
    often: { themes: ['payouts'] },
    rewrite: (text) =>
      text.includes("update payouts set status = 'exported'")
        ? text.replace("status = 'requested'", "status in ('requested', 'exported')")
        : text,
  },
  'a payout that is taken back and stays': {
    often: { themes: ['payouts'] },
    mutation: { file: 'payments/follow/record-observations.ts', find: 'await unseeAbove(tx, network, fork.number);', replace: '' },
  },
  'a payout that is hidden by a wrong clock': {
    often: { themes: ['payouts'] },
    mutation: {
      file: 'payments/payouts/queries.ts',
      find: 'and seen_block_hash is null and after_block < ${seen.blockNumber}',
      replace:
        'and seen_block_hash is null and after_block < ${seen.blockNumber} and exported_at <= ${new Date(seen.blockTimeMs + 600_000)}',
    },
  },
  'a rescan that numbers payments by the place of their logs': {
    often: { themes: ['rescans'] },
    mutation: {
      file: 'payments/desk/read-blocks-again.ts',
      find: "import { isDeposit, matchTransfers, type MatchedDeposit } from '../follow/match-transfers.ts';",
      replace: `import { depositIdOf, isDeposit, matchTransfers as matchInOrder, type MatchedDeposit } from '../follow/match-transfers.ts';
        const matchTransfers: typeof matchInOrder = async (from, network, transfers) =>
          (await matchInOrder(from, network, transfers)).map((match) =>
            isDeposit(match)
              ? { ...match, ordinal: match.logIndex, depositId: depositIdOf(network, match.txHash, match.logIndex) }
              : match);`,
    },
  },
  'a rescan that records what is known': {
    often: { themes: ['rescans'] },
    mutation: { file: 'payments/desk/read-blocks-again.ts', find: '!standing.has(depositId) ||', replace: 'depositId.length > 0 ||' },
  },
  'a proof that does not count what was destroyed': {
    often: { themes: ['proofs'] },
    mutation: {
      file: 'payments/proofs/compare-balances.ts',
      find: 'recorded.received - recorded.swept - recorded.destroyed',
      replace: 'recorded.received - recorded.swept',
    },
  },
  'a proof that holds the record of one branch against another': {
    often: { themes: ['proofs', 'sweeps'] },
    mutation: {
      file: 'payments/proofs/compare-balances.ts',
      find: 'if (!(await isOfRecordedChain(context, view, network, cursor, blocks.toBlock))) continue;',
      replace: '',
    },
  },
  'a proof that takes the chain for the record': {
    often: { themes: ['proofs'] },
    mutation: { file: 'payments/proofs/compare-balances.ts', find: 'balanceOf(row) === found', replace: 'balanceOf(row) <= found' },
  },
};

function skipOnError(view: ChainView): Partial<ChainView> {
  return {
    readTransfers: (block) => view.readTransfers(block).catch(() => []),
    async readFinalTransfers(from, to) {
      try {
        return await view.readFinalTransfers(from, to);
      } catch (error) {
        const through = await view.readBlock(to);
        if (through === undefined) throw error;
        return { transfers: [], through };
      }
    },
  };
}

function firstOfTransaction(view: ChainView): Partial<ChainView> {
  const first = (transfers: readonly Transfer[]): readonly Transfer[] =>
    transfers.filter(({ txHash }, place) => transfers.findIndex((each) => each.txHash === txHash) === place);
  return {
    readTransfers: async (block) => first(await view.readTransfers(block)),
    async readFinalTransfers(from, to) {
      const { transfers, through } = await view.readFinalTransfers(from, to);
      return { transfers: first(transfers), through };
    },
  };
}
