import { settingDefinitions } from './definitions.ts';

/** The page `docs/reference/settings.md`, written from the definitions. */
export function settingsPage(): string {
  const rows = Object.values(settingDefinitions).map(
    (definition) => `| \`${definition.variable}\` | ${definition.purpose} | ${definition.reader.allowed} | ${definition.fallbackText} |`,
  );
  return `# Settings

Imprest reads its settings from environment variables when it starts. A wrong value, or an unknown name that begins with
\`IMPREST_\`, stops the start with one line that says what is allowed. An empty value counts as missing.

| variable | what for | allowed | without it |
|---|---|---|---|
${rows.join('\n')}

<!-- Made by \`npm run generate\` from packages/server/src/settings/definitions.ts. -->
`;
}
