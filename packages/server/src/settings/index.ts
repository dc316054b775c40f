export { readSettings, SettingsError, type Settings } from './read-settings.ts';
export { settingDefinitions } from './definitions.ts';
export { settingsPage } from './settings-page.ts';
