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
