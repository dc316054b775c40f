import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { generationsQuery, isActive, progressQuery, type GenerationProgress } from '../../api/queries.ts';
import { sdk, type Generation } from '../../api/sdk.ts';

export interface Run {
  /** how much of the whole request is made, 0 to 1 */
  fraction: number;
  /** the picture being made, from 1 */
  current: number;
  /** seconds that are left, once that can be told */
  secondsLeft: number | null;
  progress: GenerationProgress | null;
  isStopping: boolean;
  stop: () => void;
}

/** Before a tenth is made, an estimate jumps too much to be of use. */
const TELLING_FRACTION = 0.1;

/** How far a generation is, of the last known state and the live events since. */
export function useRun(generation: Generation): Run {
  const client = useQueryClient();
  const live = useQuery({ ...progressQuery(generation.id), enabled: isActive(generation.status) });
  const stop = useMutation({
    mutationFn: () => sdk.generations.cancel(generation.id),
    onSettled: () => client.invalidateQueries({ queryKey: generationsQuery.queryKey }),
  });
  const done = generation.images.length;
  const ofPicture = live.data ?? (generation.progress === null ? null : { ...generation.progress, previews: {} });
  // An event of a picture that is already here would count it twice.
  const part = ofPicture !== null && ofPicture.imageIndex >= done ? ofPicture.fraction : 0;
  const fraction = Math.min(1, (done + part) / Math.max(1, generation.imagesRequested));
  const elapsedMs = generation.startedAt === null ? 0 : Date.now() - Date.parse(generation.startedAt);
  return {
    fraction,
    current: Math.min(done + 1, generation.imagesRequested),
    secondsLeft: fraction >= TELLING_FRACTION && fraction < 1 && elapsedMs > 0 ? ((elapsedMs / fraction) * (1 - fraction)) / 1000 : null,
    progress: ofPicture,
    isStopping: stop.isPending || (stop.isSuccess && isActive(generation.status)),
    stop: () => stop.mutate(),
  };
}
