import { isActive } from '../../api/queries.ts';
import type { Generation } from '../../api/sdk.ts';
import { formatCredits, sumCredits } from '../../format/credits.ts';
import type { Moment } from '../../format/moments.ts';
import { messages } from '../../messages/index.ts';
import { TileRows } from '../../picture/tile-rows.tsx';
import { GenerationNotice } from './generation-notice.tsx';
import { GenerationTiles } from './generation-tiles.tsx';
import { RunSummary } from './run-summary.tsx';
import { WaitingNotice } from './waiting-notice.tsx';

/** The pictures of one time with what they cost together. */
export function StreamGroup({ group, isFirst }: { group: Moment<Generation>; isFirst: boolean }) {
  const running = group.items.find((generation) => isActive(generation.status));
  const pictures = group.items.reduce((sum, generation) => sum + generation.images.length, 0);
  const charged = sumCredits(group.items.map((generation) => generation.charged));
  return (
    <section aria-labelledby={`group-${group.key}`} className="mb-5">
      <div className="mb-3 flex min-h-7 items-baseline justify-between gap-4">
        <h2 id={`group-${group.key}`} className="font-serif text-title">
          {group.title}
        </h2>
        <p className="text-xs whitespace-nowrap text-muted">
          {running === undefined ? (
            `${messages.pictures(pictures)} · ${messages.credits(formatCredits(charged))}`
          ) : (
            <RunSummary generation={running} />
          )}
        </p>
      </div>
      {group.items.map((generation) =>
        generation.waiting === null ? (
          <GenerationNotice key={generation.id} generation={generation} />
        ) : (
          <WaitingNotice key={generation.id} generation={generation} waiting={generation.waiting} />
        ),
      )}
      <TileRows>
        {group.items.map((generation) => (
          <GenerationTiles key={generation.id} generation={generation} isEager={isFirst} />
        ))}
      </TileRows>
    </section>
  );
}
