import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { imageQuery } from '../api/queries.ts';
import type { Image } from '../api/sdk.ts';
import { messages } from '../messages/index.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Modal } from '../parts/modal.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { LargePicture } from './large-picture.tsx';
import { PictureActions } from './picture-actions.tsx';
import { PictureFacts } from './picture-facts.tsx';

interface PictureViewProps {
  pictureId: string;
  /** the pictures that one can go through with the arrow keys, in the order in which they are shown */
  images: readonly Image[];
  page: '/' | '/gallery';
  /** called when the last but few is reached, so that going on does not end early */
  onNearEnd?: () => void;
}

const NEAR_END = 5;

/** One picture large, with what made it and what it cost. */
export function PictureView({ pictureId, images, page, onNearEnd }: PictureViewProps) {
  const navigate = useNavigate();
  const index = images.findIndex((image) => image.id === pictureId);
  const listed = index < 0 ? undefined : images[index];
  const fetched = useQuery({ ...imageQuery(pictureId), enabled: listed === undefined });
  const image = listed ?? fetched.data;
  const previous = index > 0 ? images[index - 1] : undefined;
  const next = index >= 0 ? images[index + 1] : undefined;
  const t = messages.gallery;

  const show = (picture: string) => void navigate({ to: page, search: { picture }, replace: true, resetScroll: false });
  const close = () => void navigate({ to: page, search: {}, resetScroll: false });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft' && previous !== undefined) show(previous.id);
    if (event.key === 'ArrowRight' && next !== undefined) show(next.id);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
  const isNearEnd = index >= 0 && images.length - index <= NEAR_END;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);

  return (
    <Modal label={t.dialog} onClose={close} className="h-dvh w-full bg-transparent! lg:p-6!">
      <div className="flex min-h-full flex-col overflow-y-auto bg-surface lg:h-full lg:flex-row lg:overflow-hidden lg:rounded-lg lg:border lg:border-line">
        <div className="relative flex min-h-0 flex-1 items-center justify-center bg-sunken max-lg:max-h-[68dvh] lg:p-6">
          {image !== undefined && <LargePicture key={image.id} image={image} />}
          <div className="absolute inset-x-2 flex justify-between">
            <IconButton
              icon="left"
              label={t.previous}
              disabled={previous === undefined}
              onClick={() => previous && show(previous.id)}
              className="size-11! border border-line bg-surface!"
            />
            <IconButton
              icon="right"
              label={t.next}
              disabled={next === undefined}
              onClick={() => next && show(next.id)}
              className="size-11! border border-line bg-surface!"
            />
          </div>
        </div>
        <aside className="flex w-full shrink-0 flex-col lg:w-[360px] lg:border-l lg:border-line">
          <div className="flex items-center justify-between border-b border-line py-1.5 pr-2 pl-5">
            <h2 className="font-serif text-title">{t.dialog}</h2>
            <IconButton icon="close" label={messages.close} onClick={close} className="size-11!" />
          </div>
          <div className="min-h-0 flex-1 px-5 py-4 lg:overflow-y-auto">
            {image !== undefined && <PictureFacts image={image} />}
            {image === undefined && fetched.isError && <ProblemNotice error={fetched.error} moneyFirst={t.gone} />}
          </div>
          {image !== undefined && <PictureActions image={image} />}
        </aside>
      </div>
    </Modal>
  );
}
