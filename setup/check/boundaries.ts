import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { boundaryRules } from './boundary-rules.ts';
import { cruiseBoundaries } from './cruise.ts';
import { rooms } from './rooms.ts';

/** Checks the arrows between rooms: `node setup/check/boundaries.ts`. Exits 1 and names each import that goes against them. */
const root = join(import.meta.dirname, '../..');
const folders = ['packages/server/src', 'packages/sdk/src', 'packages/web/src', 'setup', 'examples', 'bench', 'simulations'].filter(
  (folder) => existsSync(join(root, folder)),
);

/** Fewer imports per file than this means that the tool has read files without seeing what is in them. */
const importsPerFileMin = 1;

const { filesVisited, importsFound, violations, blindSpots } = await cruiseBoundaries(root, folders, boundaryRules());

if (importsFound < filesVisited * importsPerFileMin) {
  console.log(`only ${importsFound} imports found in ${filesVisited} files: the check is blind`);
  process.exitCode = 1;
}
for (const line of [...blindSpots, ...violations]) {
  console.log(line);
  process.exitCode = 1;
}
console.log(`${filesVisited} files, ${importsFound} imports, ${Object.keys(rooms).length} rooms, ${violations.length} against the arrows`);
