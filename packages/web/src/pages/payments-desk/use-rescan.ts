import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { unmatchedDepositsQuery } from '../../api/queries.ts';
import { sdk, type NetworkId, type Rescan } from '../../api/sdk.ts';
import type { RescanAsked } from './rescan-ask.ts';

/** What was read so far, as one. */
export interface RescanSum {
  fromBlock: number;
  toBlock: number;
  found: number;
  recorded: number;
  /** What a transaction sent to us that is not USDT. */
  others: Rescan['others'];
  /** Of an address that was looked up to its end: what is recorded of it, and what it holds. */
  balance: Rescan['balance'];
}

/** Reads blocks again; of an address step by step, with `sofar` telling how far it is. What is recorded stays when a step fails. */
export function useRescan() {
  const client = useQueryClient();
  const [sofar, setSofar] = useState<RescanSum | null>(null);
  const rescan = useMutation({
    mutationFn: async ({ network, asked }: { network: NetworkId; asked: RescanAsked }) => {
      setSofar(null);
      if ('body' in asked) return addStep(null, await sdk.networks.rescan(network, asked.body));
      let sum: RescanSum | null = null;
      for await (const step of sdk.networks.rescanAddress(network, asked)) {
        sum = addStep(sum, step);
        setSofar(sum);
      }
      return sum;
    },
    onSettled: () => client.invalidateQueries({ queryKey: unmatchedDepositsQuery.queryKey }),
  });
  return { rescan, sofar };
}

function addStep(sum: RescanSum | null, step: Rescan): RescanSum {
  return {
    fromBlock: sum?.fromBlock ?? step.fromBlock,
    toBlock: step.toBlock,
    found: (sum?.found ?? 0) + step.found,
    recorded: (sum?.recorded ?? 0) + step.recorded.length,
    others: [...(sum?.others ?? []), ...step.others],
    balance: step.balance,
  };
}
