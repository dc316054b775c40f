import type { Generation } from '../../api/sdk.ts';
import { isActive } from '../../api/queries.ts';
import { PictureTile } from '../../picture/picture-tile.tsx';
import { TileFrame } from '../../picture/tile-frame.tsx';
import { UnfinishedTile } from './unfinished-tile.tsx';
import { useRun } from './use-run.ts';

/** The pictures of one generation in their places, finished or not; a place never moves while its picture is made. */
export function GenerationTiles({ generation, isEager }: { generation: Generation; isEager: boolean }) {
  const { progress } = useRun(generation);
  const byIndex = new Map(generation.images.map((image) => [image.index, image]));
  const places = Array.from({ length: generation.imagesRequested }, (_, index) => index);
  const isOpen = isActive(generation.status);
  return places
    .filter((index) => isOpen || byIndex.has(index))
    .map((index) => {
      const image = byIndex.get(index);
      return (
        <TileFrame key={`${generation.id}-${index}`} width={generation.request.width} height={generation.request.height}>
          {image === undefined ? (
            <UnfinishedTile index={index} done={generation.images.length} progress={progress} isRunning={generation.status === 'running'} />
          ) : (
            <PictureTile image={image} page="/" preview={progress?.previews[index]} isEager={isEager} />
          )}
        </TileFrame>
      );
    });
}
