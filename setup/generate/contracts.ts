import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const sources = 'contracts';
const chains = 'packages/server/src/chains';

/** Each contract that is used, and the file that its artifact goes to. */
const contracts = [
  { name: 'TestUsdt', constant: 'testUsdt', file: 'sandbox/contracts/test-usdt' },
  { name: 'TestTronUsdt', constant: 'testTronUsdt', file: 'sandbox/contracts/test-tron-usdt' },
  { name: 'MultiSend', constant: 'multiSend', file: 'sandbox/contracts/multi-send' },
  { name: 'ReadBalances', constant: 'readBalances', file: 'ethereum/read-balances' },
] as const;

interface CompilerOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts?: Readonly<
    Record<string, Readonly<Record<string, { readonly abi: unknown; readonly evm: { readonly bytecode: { readonly object: string } } }>>>
  >;
}

/** Compiles the Solidity sources into the artifacts that are committed, without writing them. */
export async function generate(): Promise<{ path: string; content: string }[]> {
  // A large WebAssembly module: it is loaded only when something is generated.
  const { default: compiler } = await import('solc');
  const all = (await readdir(resolve(root, sources))).filter((file) => file.endsWith('.sol'));
  const texts = Object.fromEntries(
    await Promise.all(all.map(async (file) => [file, { content: await readFile(resolve(root, sources, file), 'utf8') }] as const)),
  );
  const input = {
    language: 'Solidity',
    sources: texts,
    settings: {
      optimizer: { enabled: true, runs: 200 },
      evmVersion: 'shanghai',
      // Without a hash of the metadata, the bytecode depends on the code alone and not on comments.
      metadata: { appendCBOR: false, bytecodeHash: 'none' },
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  };
  // The compiler's documented JSON output.
  const output = JSON.parse(compiler.compile(JSON.stringify(input))) as CompilerOutput;
  const failure = output.errors?.find((error) => error.severity === 'error');
  if (failure !== undefined) throw new Error(failure.formattedMessage);
  return contracts.map(({ name, constant, file }) => {
    const source = `${name}.sol`;
    const contract = output.contracts?.[source]?.[name];
    if (contract === undefined) throw new Error(`${source} does not define ${name}`);
    return {
      path: `${chains}/${file}.generated.ts`,
      content: [
        `// Made by \`npm run generate\` from ${sources}/${source}. Do not edit.`,
        `export const ${constant}Abi = ${JSON.stringify(contract.abi, undefined, 2)} as const;`,
        '',
        `export const ${constant}Bytecode = '0x${contract.evm.bytecode.object}';`,
        '',
      ].join('\n'),
    };
  });
}
