import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { imagesQuery } from '../../api/queries.ts';
import { messages } from '../../messages/index.ts';
import { buttonClasses } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { PictureTile } from '../../picture/picture-tile.tsx';
import { PictureView } from '../../picture/picture-view.tsx';
import { TileFrame } from '../../picture/tile-frame.tsx';
import { TileRows } from '../../picture/tile-rows.tsx';
import { TileSkeletons } from '../../picture/tile-skeletons.tsx';

const route = getRouteApi('/signed-in/gallery');
/** Pictures of the first screen are fetched at once, the others when they come near. */
const EAGER = 8;

/** Every picture, newest first. */
export function GalleryPage() {
  usePageTitle(messages.gallery.pageTitle);
  const { picture } = route.useSearch();
  const query = useInfiniteQuery(imagesQuery);
  const images = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const t = messages.gallery;
  return (
    <div className="mx-auto w-full max-w-[1680px] px-4 py-6 lg:px-8 lg:py-9">
      <div className="mb-5 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h1 className="font-serif text-display">{t.title}</h1>
        {images.some((image) => image.procedural) && <p className="text-xs text-muted">{messages.create.procedural}</p>}
      </div>
      {query.isPending ? (
        <TileSkeletons />
      ) : query.isError && images.length === 0 ? (
        <ProblemNotice error={query.error} moneyFirst={messages.problem.loadFailed} onRetry={() => void query.refetch()} />
      ) : images.length === 0 ? (
        <EmptyState title={t.emptyTitle} text={t.emptyText}>
          <Link to="/" className={buttonClasses('action')}>
            {t.emptyAction}
          </Link>
        </EmptyState>
      ) : (
        <>
          <TileRows>
            {images.map((image, index) => (
              <TileFrame key={image.id} width={image.width} height={image.height}>
                <PictureTile image={image} page="/gallery" isEager={index < EAGER} />
              </TileFrame>
            ))}
          </TileRows>
          <LoadMore automatic hasMore={hasNextPage} isLoading={isFetchingNextPage} onMore={more} />
          {!hasNextPage && <p className="py-6 text-center text-xs text-muted">{t.end}</p>}
        </>
      )}
      {picture !== undefined && <PictureView pictureId={picture} images={images} page="/gallery" onNearEnd={more} />}
    </div>
  );
}
