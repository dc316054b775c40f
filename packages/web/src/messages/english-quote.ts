import type { PictureEnd, QuoteAlternative } from '../api/sdk.ts';

const ends: Record<PictureEnd, string> = {
  failed: 'It fails',
  refusedBeforeRun: 'It is refused before it is made',
  refusedAfterRun: 'It is refused after it was made',
  canceledInQueue: 'You stop it while it waits',
  canceledWhileRunning: 'You stop it while it is made',
};

/** What the card says of a price beside its lines. */
export const englishQuote = {
  expected: 'Expected',
  alternatives: 'For less',
  alternative: ({ kind, change }: Pick<QuoteAlternative, 'kind' | 'change'>): string => {
    if (kind === 'smaller_size') return `${change.width}×${change.height}`;
    return kind === 'fewer_steps' ? `${change.steps} steps` : `${change.images} pictures at once`;
  },
  saves: (credits: string) => `saves ${credits}`,
  undelivered: 'If a picture is not delivered',
  undeliveredFree: 'A picture that is not delivered is free',
  ends,
  nothing: 'nothing',
  full: 'its price',
  elapsed: 'by the steps done',
  share: (percent: string) => `${percent} % of its price`,
};
