import { settingsPage } from '../../packages/server/src/settings/index.ts';

/** The reference page of the settings, from their definitions. */
export function generate(): Promise<{ path: string; content: string }[]> {
  return Promise.resolve([{ path: 'docs/reference/settings.md', content: settingsPage() }]);
}
