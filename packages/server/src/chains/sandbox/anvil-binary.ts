import { createRequire } from 'node:module';
import { StartError } from '../../kernel/index.ts';

const require = createRequire(import.meta.url);

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The path of anvil's program, which npm has installed with the package of this platform. Nothing is downloaded. */
export function findAnvil(): string {
  const architecture = architectures[process.arch] ?? process.arch;
  const name = process.platform === 'win32' ? 'anvil.exe' : 'anvil';
  const path = `@foundry-rs/anvil-${process.platform}-${architecture}/bin/${name}`;
  try {
    // The platform's package belongs to anvil's, and need not be visible from here.
    return createRequire(require.resolve('@foundry-rs/anvil/package.json')).resolve(path);
  } catch (error) {
    throw new StartError(
      `The local test chain needs the npm package @foundry-rs/anvil-${process.platform}-${architecture}: run "npm install" with optional packages, or set IMPREST_SANDBOX=off.`,
      { cause: error },
    );
  }
}
