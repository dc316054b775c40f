import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { generationsQuery, isActive, priceBookQuery } from '../../api/queries.ts';
import { messages } from '../../messages/index.ts';
import { useMedia, WIDE } from '../../parts/use-media.ts';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { PictureView } from '../../picture/picture-view.tsx';
import { ComposerDock } from './composer-dock.tsx';
import { ComposerSheet } from './composer-sheet.tsx';
import { GenerateBar } from './generate-bar.tsx';
import { RunAnnouncer } from './run-announcer.tsx';
import { SettingsForm } from './settings-form.tsx';
import { fitSettings } from './settings.ts';
import { useSettings } from './settings-store.ts';
import { Stream } from './stream.tsx';
import { useGenerate } from './use-generate.ts';
import { usePrice } from './use-price.ts';

const route = getRouteApi('/signed-in/');

/** The form beside the stream; on a phone the form is a sheet over it. */
export function CreatePage() {
  usePageTitle(messages.create.pageTitle);
  const { picture } = route.useSearch();
  const isWide = useMedia(WIDE);
  const draft = useSettings();
  const book = useQuery(priceBookQuery);
  const settings = useMemo(() => (book.data === undefined ? draft : fitSettings(draft, book.data)), [draft, book.data]);
  const generations = useInfiniteQuery(generationsQuery);
  const all = useMemo(() => generations.data?.pages.flatMap((page) => page.data) ?? [], [generations.data]);
  const newest = all.find((generation) => isActive(generation.status)) ?? all[0];
  const price = usePrice(settings, book.data !== undefined);
  const generate = useGenerate();
  const promptRef = useRef<HTMLTextAreaElement>(null);
  const [isPromptMissing, setPromptMissing] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);

  const start = (useReserve = false) => {
    const isBusy = generate.isStarting || (newest !== undefined && isActive(newest.status));
    // Nothing starts at a price that was not seen: while the next one is asked, the old one still stands there.
    if (isBusy || generations.isPending || price.quote === undefined || price.isStale || price.missing !== null) return;
    if (settings.prompt.trim() === '') {
      setPromptMissing(true);
      if (!isWide) setSheetOpen(true);
      requestAnimationFrame(() => promptRef.current?.focus());
      return;
    }
    setPromptMissing(false);
    setSheetOpen(false);
    generate.start(settings, useReserve);
  };
  const onShortcut = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    start();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onShortcut(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  const form = (
    <SettingsForm
      settings={settings}
      isPromptMissing={isPromptMissing && settings.prompt.trim() === ''}
      promptRef={promptRef}
      lastSeed={newest?.request.seed ?? null}
    />
  );
  const bar = (
    <GenerateBar
      price={price}
      generate={generate}
      isReady={!generations.isPending}
      newest={newest}
      onGenerate={() => start()}
      onUseReserve={() => start(true)}
    />
  );
  return (
    <div className="flex flex-1 flex-col lg:flex-row">
      <h1 className="sr-only">{messages.create.pageTitle}</h1>
      {isWide && (
        <section
          aria-label={messages.create.form}
          className="sticky top-14 flex h-[calc(100dvh-56px)] w-[372px] shrink-0 flex-col border-r border-line bg-surface"
        >
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-5">{form}</div>
          <div className="border-t border-line p-4 px-5">{bar}</div>
        </section>
      )}
      <section aria-label={messages.create.stream} className="min-w-0 flex-1 px-4 py-5 max-lg:pb-40 lg:px-7 lg:py-6">
        <Stream />
        <p className="py-4 text-center text-xs text-muted">{messages.create.procedural}</p>
      </section>
      {!isWide && !isSheetOpen && (
        <ComposerDock prompt={settings.prompt} onOpen={() => setSheetOpen(true)}>
          {bar}
        </ComposerDock>
      )}
      {!isWide && isSheetOpen && (
        <ComposerSheet onClose={() => setSheetOpen(false)} foot={bar}>
          {form}
        </ComposerSheet>
      )}
      <RunAnnouncer newest={newest} />
      {picture !== undefined && <PictureView pictureId={picture} images={all.flatMap((generation) => generation.images)} page="/" />}
    </div>
  );
}
