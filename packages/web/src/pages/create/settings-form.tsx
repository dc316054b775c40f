import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type RefObject } from 'react';
import { enginesQuery, priceBookQuery } from '../../api/queries.ts';
import { messages } from '../../messages/index.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { CountField } from './count-field.tsx';
import { ModelField } from './model-field.tsx';
import { PromptField } from './prompt-field.tsx';
import { SeedField } from './seed-field.tsx';
import type { Settings } from './settings.ts';
import { SizeField } from './size-field.tsx';
import { StepsField } from './steps-field.tsx';
import { TipNotice } from './tip-notice.tsx';

interface SettingsFormProps {
  settings: Settings;
  isPromptMissing: boolean;
  promptRef: RefObject<HTMLTextAreaElement | null>;
  /** the seed of the last picture, which the lock keeps */
  lastSeed: number | null;
}

/** Everything that decides a picture and its price; what is on offer comes from the price book. */
export function SettingsForm({ settings, isPromptMissing, promptRef, lastSeed }: SettingsFormProps) {
  const book = useQuery(priceBookQuery);
  const engines = useQuery(enginesQuery);
  const descriptions = useMemo(
    () => new Map(engines.data?.data.flatMap((engine) => engine.models.map((model) => [model.id, model.description] as const)) ?? []),
    [engines.data],
  );
  // A price book that charges all models alike does not list them.
  const engineModels = engines.data?.data.flatMap((engine) => engine.models.map(({ id, title }) => ({ id, title, factor: null }))) ?? [];
  return (
    <div className="flex flex-col gap-5">
      <PromptField prompt={settings.prompt} negativePrompt={settings.negativePrompt} isMissing={isPromptMissing} fieldRef={promptRef} />
      <TipNotice settings={settings} />
      {book.data !== undefined ? (
        <>
          <ModelField
            models={book.data.models.length > 0 ? book.data.models : engineModels}
            descriptions={descriptions}
            chosen={settings.model}
            isProcedural={engines.data?.data.every((engine) => engine.procedural) ?? false}
          />
          <SizeField width={settings.width} height={settings.height} limits={book.data.limits} />
          <StepsField steps={settings.steps} min={book.data.limits.stepsMin} max={book.data.limits.stepsMax} />
          <CountField images={settings.images} max={book.data.limits.imagesMax} />
        </>
      ) : book.isError ? (
        <ProblemNotice error={book.error} onRetry={() => void book.refetch()} />
      ) : (
        <Loading className="flex flex-col gap-5">
          <Skeleton className="h-20 rounded-md" />
          <Skeleton className="h-24 rounded-md" />
          <Skeleton className="h-10 rounded-md" />
          <Skeleton className="h-16 rounded-md" />
        </Loading>
      )}
      <SeedField seed={settings.seed} lastSeed={lastSeed} />
      <Link to="/prices" className="self-start text-xs font-semibold text-action hover:underline">
        {messages.prices.link}
      </Link>
    </div>
  );
}
