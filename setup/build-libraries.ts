import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the libraries `imprest/ledger` and `imprest/pricing` as JavaScript with declarations into `packages/server/dist`. npm runs it
 * before it packs or publishes the package; nothing in this checkout uses the result.
 */
const root = join(import.meta.dirname, '..');
const dist = join(root, 'packages/server/dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'packages/server/tsconfig.build.json')], {
  // npm expects on its own output what it prints itself.
  stdio: ['ignore', 2, 2],
});
// The packed folder has to bring its licence along.
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
