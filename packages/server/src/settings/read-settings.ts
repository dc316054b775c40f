import path from 'node:path';
import { StartError } from '../kernel/index.ts';
import { settingDefinitions, type SettingDefinition } from './definitions.ts';

type Definitions = typeof settingDefinitions;
type ValueOf<Definition> = Definition extends {
  readonly reader: { read(text: string): infer Value };
  readonly fallback: () => infer Fallback;
}
  ? Exclude<Value, undefined> | Fallback
  : never;

/** What this process was told by its environment, checked and complete. `null` means: not given, and there is no fixed default. */
export type Settings = Readonly<Omit<{ [Name in keyof Definitions]: ValueOf<Definitions[Name]> }, 'signingKeyFile'>> & {
  /** Absolute path. */
  readonly signingKeyFile: string;
};

/** Settings that stop the start. The message has one line for each: the variable, what was given, what is allowed. */
export class SettingsError extends StartError {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/**
 * Reads all settings from the environment; `overrides` (variable → text), such as options of the command line, go before it.
 * Empty text counts as missing. Throws a SettingsError that names every wrong one, unknown names that begin with IMPREST_ included,
 * because a misspelt `IMPREST_SANDBOX` must not run a sandbox where real money was meant.
 */
export function readSettings(
  overrides: Readonly<Record<string, string | undefined>> = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const texts = new Map<string, string>();
  for (const [variable, text] of [...Object.entries(environment), ...Object.entries(overrides)]) {
    if (text !== undefined && text !== '') texts.set(variable, text);
  }
  const wrong = unknownVariables(texts.keys());
  const values = Object.fromEntries(
    Object.entries(settingDefinitions).map(([name, definition]) => {
      const result = readOne(definition, texts.get(definition.variable));
      if (result.wrong !== undefined) wrong.push(result.wrong);
      return [name, result.value];
    }),
  );
  // Each property was read by the reader of its own definition, which is where the type comes from.
  const settings = values as { [Name in keyof Definitions]: ValueOf<Definitions[Name]> };
  if (wrong.length === 0) wrong.push(...contradictions(settings));
  if (wrong.length > 0) throw new SettingsError(wrong);
  return { ...settings, signingKeyFile: settings.signingKeyFile ?? path.join(settings.dataDir, 'signing-key.pem') };
}

function readOne(definition: SettingDefinition, text: string | undefined): { value: unknown; wrong?: string } {
  if (text === undefined) return { value: definition.fallback() };
  const value = definition.reader.read(text);
  if (value !== undefined) return { value };
  const { reader, variable, secret } = definition;
  const explained = reader.explain?.(text);
  if (explained !== undefined) return { value: undefined, wrong: `${variable} ${explained}` };
  const given = secret === true ? '' : `${JSON.stringify(text)}, which is `;
  return { value: undefined, wrong: `${variable} is ${given}not allowed: it must be ${reader.allowed}.` };
}

function contradictions(settings: { [Name in keyof Definitions]: ValueOf<Definitions[Name]> }): readonly string[] {
  return (['tron', 'ethereum'] as const).flatMap((network) => {
    const { [`${network}RpcUrls` as const]: definedUrl, [`${network}Xpub` as const]: definedXpub } = settingDefinitions;
    const { [`${network}RpcUrls` as const]: url, [`${network}Xpub` as const]: xpub } = settings;
    if ((url === null) !== (xpub === null)) {
      const [given, missing] = xpub === null ? [definedUrl, definedXpub] : [definedXpub, definedUrl];
      return [`${given.variable} is given without ${missing.variable}: give both, or neither.`];
    }
    const { [`${network}Confirmations` as const]: definedCount, [`${network}ConfirmationsUpTo` as const]: definedUpTo } =
      settingDefinitions;
    if (settings[`${network}ConfirmationsUpTo`] !== null && settings[`${network}Confirmations`] === null)
      return [`${definedUpTo.variable} is given without ${definedCount.variable}: give both, or neither.`];
    if (!settings.sandbox || url === null) return [];
    const { variable } = settingDefinitions.sandbox;
    return [`${definedUrl.variable} is for real money, and the sandbox is on: set ${variable}=off, or leave it out.`];
  });
}

function unknownVariables(variables: Iterable<string>): string[] {
  const known: readonly string[] = Object.values(settingDefinitions).map((definition) => definition.variable);
  return [...variables]
    .filter((variable) => variable.startsWith('IMPREST_') && !known.includes(variable))
    .map((variable) => {
      const near = known.find((each) => editDistance(each, variable) <= 2);
      return `${variable} is not a setting${near === undefined ? '.' : `; did you mean ${near}?`} All settings stand in docs/reference/settings.md.`;
    });
}

/** How many single letters must be added, removed or replaced to make `b` of `a`. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
