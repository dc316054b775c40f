import type { ReactNode } from 'react';
import type { Image } from '../api/sdk.ts';
import { shortenHash } from '../format/address.ts';
import { formatCredits } from '../format/credits.ts';
import { formatClock, formatDay } from '../format/time.ts';
import { messages } from '../messages/index.ts';
import { MomentText } from '../parts/moment-text.tsx';

/** What made a picture, and what it cost. */
export function PictureFacts({ image }: { image: Image }) {
  const t = messages.gallery;
  const facts: [string, ReactNode][] = [
    [
      t.cost,
      <b key="cost" className="font-semibold">
        {messages.credits(formatCredits(image.cost))}
      </b>,
    ],
    [t.model, image.model],
    [t.size, `${image.width} × ${image.height}`],
    [t.steps, String(image.steps)],
    [
      t.seed,
      <span key="seed" className="font-mono text-xs select-all">
        {image.seed}
      </span>,
    ],
    [t.engine, image.engine],
    [t.made, <MomentText key="made" time={image.createdAt}>{`${formatDay(image.createdAt)}, ${formatClock(image.createdAt)}`}</MomentText>],
    [
      t.sha,
      <span key="sha" title={image.sha256} className="font-mono text-xs">
        {shortenHash(image.sha256)}
      </span>,
    ],
  ];
  return (
    <>
      <h3 className="mb-1 text-xs font-semibold text-muted">{t.prompt}</h3>
      <p className="mb-4 wrap-break-word">{image.prompt}</p>
      {image.negativePrompt !== '' && (
        <>
          <h3 className="mb-1 text-xs font-semibold text-muted">{t.negative}</h3>
          <p className="mb-4 wrap-break-word">{image.negativePrompt}</p>
        </>
      )}
      <dl className="border-t border-line">
        {facts.map(([name, value]) => (
          <div key={name} className="flex items-baseline justify-between gap-4 border-b border-line py-2">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 truncate text-right">{value}</dd>
          </div>
        ))}
      </dl>
      {image.procedural && (
        <p className="mt-4 inline-block rounded-full border border-line px-2.5 py-1 text-xs text-muted">{messages.create.procedural}</p>
      )}
    </>
  );
}
