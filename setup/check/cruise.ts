import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType, type IModule } from 'dependency-cruiser';

export interface Boundaries {
  readonly filesVisited: number;
  readonly importsFound: number;
  /** One line per broken rule. */
  readonly violations: readonly string[];
  /** Files that the tool overlooked or read differently from a plain search for imports: then its silence proves nothing. */
  readonly blindSpots: readonly string[];
}

const sourceFile = /\.tsx?$/u;
/** Static imports and re-exports at the start of a line, as the formatter writes them. */
const importStatement = /^(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?'([^'\n]+)'/gmu;

/** Reads all imports below these folders of `root` and holds them against the rules. */
export async function cruiseBoundaries(root: string, folders: readonly string[], rules: IForbiddenRuleType[]): Promise<Boundaries> {
  const files = folders.flatMap((folder) => sourceFiles(join(root, folder))).map((file) => relative(root, file).split(sep).join('/'));
  const result = await cruise(
    files,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: rules },
      // TypeScript 7 has no parser that this tool can call: with its default parser it reads nothing and is content.
      parser: 'swc',
      doNotFollow: { path: 'node_modules' },
      combinedDependencies: true,
      moduleSystems: ['es6', 'cjs'],
    },
    {
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.css'],
      conditionNames: ['import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
      // What the published package has is built from here.
      alias: { 'imprest/ledger$': join(root, 'packages/server/src/ledger/library/index.ts') },
    },
  );
  if (typeof result.output === 'string') throw new Error('dependency-cruiser gave text instead of data');
  const modules = new Map(result.output.modules.map((module) => [module.source, module]));
  return {
    filesVisited: files.filter((file) => modules.has(file)).length,
    importsFound: files.reduce((sum, file) => sum + (modules.get(file)?.dependencies.length ?? 0), 0),
    violations: violationsOf(result.output),
    blindSpots: files.flatMap((file) => blindSpotsOf(root, file, modules.get(file))),
  };
}

function violationsOf(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ from, to, rule, cycle }) => {
    const circle = cycle === undefined ? '' : ` (${cycle.map((step) => step.name).join(' → ')})`;
    return `${from} → ${to}: ${rule.name}${circle}`;
  });
}

function blindSpotsOf(root: string, file: string, module: IModule | undefined): string[] {
  if (module === undefined) return [`${file} was not visited`];
  // The tool gives the modules of Node.js without their prefix.
  const seen = new Set(module.dependencies.flatMap((dependency) => [dependency.module, `node:${dependency.module}`]));
  const code = withoutComments(readFileSync(join(root, file), 'utf8'));
  const missed = [...code.matchAll(importStatement)].map((found) => found[1]).filter((name) => name !== undefined && !seen.has(name));
  return missed.map((name) => `${file}: the import of ${String(name)} was not seen`);
}

function withoutComments(code: string): string {
  return code.replaceAll(/^\s*(?:\/\*[\s\S]*?\*\/|\/\/.*)$/gmu, '');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : sourceFiles(path);
    return sourceFile.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}
