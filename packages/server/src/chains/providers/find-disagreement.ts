import type { Transfer } from '../../payments/index.ts';

/** What is different in two accounts of the same blocks, as the middle of a sentence, or `undefined`. Both are in the chain's order. */
export function findDisagreement(ours: readonly Transfer[], theirs: readonly Transfer[]): string | undefined {
  for (let at = 0; at < Math.max(ours.length, theirs.length); at += 1) {
    const [a, b] = [ours[at], theirs[at]];
    if (a !== undefined && b !== undefined && a.blockNumber === b.blockNumber && a.logIndex === b.logIndex) {
      const differ = a.blockHash !== b.blockHash || a.txHash !== b.txHash || a.from !== b.from || a.to !== b.to || a.amount !== b.amount;
      if (!differ) continue;
      return `log ${String(a.logIndex)} of block ${String(a.blockNumber)} is of transaction ${a.txHash} to one, ${b.txHash} to the other, or has other contents`;
    }
    const onlyOne = b === undefined || (a !== undefined && isBefore(a, b)) ? a : b;
    const side = onlyOne === a ? 'only the first' : 'only the second';
    return `${side} has the transfer of transaction ${onlyOne?.txHash ?? ''} in block ${String(onlyOne?.blockNumber)} (${String(ours.length)} and ${String(theirs.length)} transfers)`;
  }
  return undefined;
}

function isBefore(a: Transfer, b: Transfer): boolean {
  return a.blockNumber < b.blockNumber || (a.blockNumber === b.blockNumber && a.logIndex < b.logIndex);
}
