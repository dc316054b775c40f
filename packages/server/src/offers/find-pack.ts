import { listPacks } from './list-packs.ts';
import type { Pack } from './pack.ts';
import { packNotFound } from './problems.ts';

/** The pack with this id. Refuses `pack_not_found`, with the ids that there are. */
export function findPack(packId: string): Pack {
  const packs = listPacks();
  const pack = packs.find((candidate) => candidate.id === packId);
  if (pack !== undefined) return pack;
  const packIds = packs.map((candidate) => candidate.id);
  throw packNotFound(`There is no such pack on sale. Choose one of ${packIds.join(', ')}.`, { packIds });
}
