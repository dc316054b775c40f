import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { generationsQuery, isActive, progressQuery, type GenerationProgress } from '../../api/queries.ts';
import { sdk, type Generation } from '../../api/sdk.ts';

export interface Run {
  /** how much of the whole request is made, 0 to 1 */
  fraction: number;
  /** the picture being made, from 1 */
  current: number;
  progress: GenerationProgress | null;
  isStopping: boolean;
  stop: () => void;
}

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
  return {
    fraction,
    current: Math.min(done + 1, generation.imagesRequested),
    progress: ofPicture,
    isStopping: stop.isPending || (stop.isSuccess && isActive(generation.status)),
    stop: () => stop.mutate(),
  };
}
