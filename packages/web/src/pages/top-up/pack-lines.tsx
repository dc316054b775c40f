import type { Pack } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { KIND_COLOUR } from '../../parts/kind-colour.ts';

/** What a pack grants, line by line, with how long each line is valid. */
export function PackLines({ pack }: { pack: Pack }) {
  const t = messages.topUp;
  return pack.grants.map((grant) => (
    <span key={`${grant.kind}-${grant.label}`} className="flex items-center gap-2 py-0.5 text-xs tabular-nums">
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-[2px] ${KIND_COLOUR[grant.kind]}`} />
      <span className="shrink-0">
        {formatCredits(grant.credits)} {messages.wallet.kinds[grant.kind].toLocaleLowerCase()}
      </span>
      <span className="ml-auto truncate text-muted">
        {grant.expiresAfterMonths === null ? t.lifetime : t.expiresAfter(grant.expiresAfterMonths)}
      </span>
    </span>
  ));
}
