import type { BalanceProof } from '../../../api/sdk.ts';
import { formatSigned, formatUsdt, fromMicro, toMicro } from '../../../format/credits.ts';
import { formatWhen } from '../../../format/time.ts';
import { messages } from '../../../messages/index.ts';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { GroupedAddress } from '../../../parts/grouped-address.tsx';
import { MomentText } from '../../../parts/moment-text.tsx';
import { blockText } from '../block-text.ts';
import { Fact } from '../fact.tsx';
import { ProofMark } from './proof-mark.tsx';

/** One proof: when, at which block, of how many addresses, and what differs. */
export function ProofLine({ proof, title }: { proof: BalanceProof; title: string }) {
  const t = messages.proofsDesk;
  const { addressesProved, addressesInUse, differences, recordedUsdt, destroyedUsdt, firstDifference } = proof;
  const tookSeconds = Math.round((Date.parse(proof.finishedAt) - Date.parse(proof.startedAt)) / 1000);
  return (
    <li className="border-b border-line py-4 last:border-0 last:pb-0" data-proof={proof.id}>
      <div className="flex items-start justify-between gap-x-3">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <b className="font-semibold">{title}</b>
          <span className="text-muted">
            <MomentText time={proof.finishedAt}>{formatWhen(proof.finishedAt)}</MomentText>
          </span>
        </p>
        <ProofMark status={proof.status} />
      </div>
      <p className="mt-1 wrap-anywhere">{proof.detail}</p>
      {firstDifference !== null && <Difference {...firstDifference} />}
      {destroyedUsdt !== '0' && <p className="mt-2 text-xs text-muted">{t.destroyed}</p>}
      <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-2 text-xs">
        <Fact name={t.block}>{blockText(proof.blockNumber)}</Fact>
        <Fact name={t.compared}>{t.comparedOf(blockText(addressesProved + differences), blockText(addressesInUse))}</Fact>
        <Fact name={t.recorded}>
          {formatUsdt(recordedUsdt)} {messages.usdt}
        </Fact>
        <Fact name={t.took}>{t.seconds(tookSeconds)}</Fact>
      </dl>
    </li>
  );
}

function Difference({ address, recordedUsdt, foundUsdt }: NonNullable<BalanceProof['firstDifference']>) {
  const t = messages.proofsDesk;
  const difference = fromMicro(toMicro(foundUsdt) - toMicro(recordedUsdt));
  return (
    <div className="mt-3 rounded-md bg-danger-soft p-3">
      <p className="text-xs font-semibold text-danger">{t.firstDifference}</p>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <GroupedAddress address={address} className="min-w-0 text-[0.8125rem] leading-6" />
        <CopyButton text={address} label={t.copyAddress} />
      </div>
      <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-1 text-xs tabular-nums">
        <Fact name={t.isRecorded}>
          {formatUsdt(recordedUsdt)} {messages.usdt}
        </Fact>
        <Fact name={t.isFound}>
          {formatUsdt(foundUsdt)} {messages.usdt}
        </Fact>
        <Fact name={t.difference}>
          {formatSigned(difference)} {messages.usdt}
        </Fact>
      </dl>
    </div>
  );
}
