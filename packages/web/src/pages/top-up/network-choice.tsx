import type { Network } from '../../api/sdk.ts';
import { formatRough } from '../../format/credits.ts';
import { formatDuration } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';

/** What sending costs there, as far as a node tells. */
function feeText({ transferFee }: Network): string {
  const t = messages.topUp;
  return transferFee === null ? t.noFee : t.fee(formatRough(transferFee.least, transferFee.most), transferFee.coin);
}

interface NetworkChoiceProps {
  networks: readonly Network[];
  chosen: string | undefined;
  onChoose: (networkId: string) => void;
}

/** The chains that can be paid on, with how long it takes and what it costs there. */
export function NetworkChoice({ networks, chosen, onChoose }: NetworkChoiceProps) {
  const t = messages.topUp;
  return (
    <fieldset>
      <legend className="mb-2.5 font-semibold">2 · {t.chooseNetwork}</legend>
      <div className="flex flex-col gap-2">
        {networks.map((network) => (
          <Choice
            key={network.id}
            name="network"
            value={network.id}
            checked={network.id === chosen}
            disabled={network.status === 'down'}
            label={`${network.title}, ${network.token}`}
            onChoose={() => onChoose(network.id)}
            className="px-4 py-3"
          >
            <span className="flex justify-between gap-3">
              <span className="font-semibold">
                {network.title} · {network.token}
              </span>
              {network.recommended && network.status === 'up' && <span className="text-xs font-semibold text-action">{t.recommended}</span>}
            </span>
            <span className="mt-0.5 flex flex-wrap justify-between gap-x-3 text-xs text-muted">
              {network.status === 'down' ? (
                <span>
                  <span className="block text-danger">{t.down}</span>
                  {network.statusDetail}
                </span>
              ) : (
                <>
                  <span>
                    {formatDuration(network.typicalSeconds)} · {t.confirmations(network.confirmationsRequired)}
                  </span>
                  <span>{network.sandbox ? t.localChain : feeText(network)}</span>
                </>
              )}
            </span>
            {network.status === 'up' && network.statusDetail !== null && (
              <span className="mt-0.5 block text-xs text-muted">{network.statusDetail}</span>
            )}
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}
