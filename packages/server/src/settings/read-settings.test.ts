import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings, settingDefinitions, settingsPage, SettingsError } from './index.ts';

function linesOf(environment: Record<string, string>): readonly string[] {
  try {
    readSettings({}, environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.lines;
    throw error;
  }
  return [];
}

const xpub = `xpub${'6'.repeat(107)}`;

describe('readSettings', () => {
  test('an empty environment gives the defaults', () => {
    expect(readSettings({}, {})).toEqual({
      dataDir: path.resolve('.imprest'),
      databaseUrl: null,
      databaseConnections: 20,
      port: 8787,
      host: '127.0.0.1',
      publicUrl: null,
      trustedProxies: null,
      sandbox: true,
      tronRpcUrls: null,
      tronRequestsPerSecond: null,
      tronApiKey: null,
      tronXpub: null,
      tronConfirmations: null,
      tronConfirmationsUpTo: null,
      tronAddresses: 'account',
      tronToken: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
      ethereumRpcUrls: null,
      ethereumRequestsPerSecond: null,
      ethereumXpub: null,
      ethereumConfirmations: null,
      ethereumConfirmationsUpTo: null,
      ethereumAddresses: 'account',
      ethereumToken: '0xdAC17F958D2ee523a2206206994597C13D831ec7',
      tolerancePerMille: 0,
      graceDays: 7,
      depositMinCents: 1,
      transferMin: 1,
      transferPerDayMax: null,
      workers: Math.max(os.availableParallelism() - 1, 1),
      logLevel: 'info',
      authSecret: null,
      signingKeyFile: path.resolve('.imprest/signing-key.pem'),
      serverUrl: 'http://127.0.0.1:8787',
      apiKey: null,
    });
  });

  test('values are typed, empty text counts as missing, and overrides go first', () => {
    const settings = readSettings(
      { IMPREST_PORT: '0', IMPREST_HOST: undefined },
      {
        IMPREST_PORT: '9000',
        IMPREST_HOST: '::1',
        IMPREST_SANDBOX: 'off',
        IMPREST_WORKERS: '',
        IMPREST_PUBLIC_URL: 'https://credits.example.com/',
        IMPREST_ETHEREUM_RPC_URL: 'https://node.example.com/key/#10,  http://127.0.0.1:8545',
        IMPREST_ETHEREUM_XPUB: xpub,
        IMPREST_ETHEREUM_CONFIRMATIONS: '12',
        IMPREST_DATA_DIR: '/srv/imprest',
      },
    );
    expect(settings).toMatchObject({
      port: 0,
      host: '::1',
      sandbox: false,
      publicUrl: 'https://credits.example.com',
      ethereumRpcUrls: [
        { url: 'https://node.example.com/key', requestsPerSecond: 10 },
        { url: 'http://127.0.0.1:8545', requestsPerSecond: null },
      ],
      ethereumXpub: xpub,
      ethereumConfirmations: 12,
      dataDir: '/srv/imprest',
      signingKeyFile: '/srv/imprest/signing-key.pem',
    });
  });

  test('every wrong value gets one line with the variable, what was given and what is allowed', () => {
    expect(linesOf({ IMPREST_PORT: '80 80', IMPREST_SANDBOX: 'no', IMPREST_LOG_LEVEL: 'loud' })).toEqual([
      'IMPREST_PORT is "80 80", which is not allowed: it must be a whole number from 0 to 65535.',
      'IMPREST_SANDBOX is "no", which is not allowed: it must be on or off.',
      'IMPREST_LOG_LEVEL is "loud", which is not allowed: it must be one of trace, debug, info, warn, error, fatal, silent.',
    ]);
  });

  test.each([
    ['IMPREST_PORT', '65536'],
    ['IMPREST_PORT', '-1'],
    ['IMPREST_PORT', '1e3'],
    ['IMPREST_WORKERS', '0'],
    ['IMPREST_DATABASE_CONNECTIONS', '1'],
    ['IMPREST_HOST', 'http://localhost'],
    ['IMPREST_PUBLIC_URL', 'https://example.com/imprest'],
    ['IMPREST_PUBLIC_URL', 'example.com'],
    ['DATABASE_URL', 'mysql://localhost/imprest'],
    ['IMPREST_ETHEREUM_RPC_URL', 'ws://localhost'],
    ['IMPREST_TRON_RPC_URL', 'https://api.trongrid.io, https://other.example'],
    ['IMPREST_TRON_XPUB', `xprv${'6'.repeat(107)}`],
    ['IMPREST_TRON_CONFIRMATIONS', '0'],
    ['IMPREST_ETHEREUM_XPUB', `xprv${'6'.repeat(107)}`],
    ['IMPREST_AUTH_SECRET', 'short'],
    ['IMPREST_URL', 'localhost:8787'],
  ])('%s=%s is refused', (variable, text) => {
    const [line, ...others] = linesOf({ [variable]: text });
    expect(line).toContain(variable);
    expect(others).toEqual([]);
  });

  test('a secret is never repeated', () => {
    const lines = linesOf({ DATABASE_URL: 'mysql://u:hunter2@h/d', IMPREST_AUTH_SECRET: 'hunter2', IMPREST_ETHEREUM_XPUB: 'xprvhunter2' });
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('hunter2');
  });

  test('something private is named as such, and a key of a test network, too', () => {
    const word = 'illegal';
    for (const secret of [
      `xprv${'6'.repeat(107)}`,
      'ab'.repeat(32),
      `0x${'ab'.repeat(32)}`,
      Array(12).fill(word).join(' '),
      `K${'x'.repeat(51)}`,
    ]) {
      const [line] = linesOf({ IMPREST_TRON_XPUB: secret });
      expect(line).toMatch(/^IMPREST_TRON_XPUB holds something private: remove it at once, .+xpub\.$/u);
      expect(line).not.toContain(secret.slice(4));
    }
    expect(linesOf({ IMPREST_TRON_XPUB: 'tpubD6' })[0]).toContain('IMPREST_TRON_XPUB is a key of a test network');
    expect(linesOf({ IMPREST_TRON_XPUB: 'nonsense' })).toEqual([
      'IMPREST_TRON_XPUB is not allowed: it must be an extended public key that begins with xpub, never a private one (xprv).',
    ]);
  });

  test('a misspelt name is refused, with the name that was meant', () => {
    expect(linesOf({ IMPREST_SANBOX: 'off' })).toEqual([
      'IMPREST_SANBOX is not a setting; did you mean IMPREST_SANDBOX? All settings stand in docs/reference/settings.md.',
    ]);
  });

  test('settings that contradict each other are refused', () => {
    expect(linesOf({ IMPREST_TRON_CONFIRMATIONS_UP_TO: '50' })[0]).toContain('without IMPREST_TRON_CONFIRMATIONS');
    expect(linesOf({ IMPREST_SANDBOX: 'off', IMPREST_ETHEREUM_XPUB: xpub })[0]).toContain('without IMPREST_ETHEREUM_RPC_URL');
    expect(linesOf({ IMPREST_SANDBOX: 'off', IMPREST_TRON_RPC_URL: 'http://node' })[0]).toContain('without IMPREST_TRON_XPUB');
    expect(linesOf({ IMPREST_TRON_RPC_URL: 'http://node', IMPREST_TRON_XPUB: xpub })[0]).toContain('set IMPREST_SANDBOX=off');
    expect(linesOf({ IMPREST_ETHEREUM_RPC_URL: 'http://node', IMPREST_ETHEREUM_XPUB: xpub })[0]).toContain('set IMPREST_SANDBOX=off');
  });
});

describe('settingsPage', () => {
  test('has a row for every setting', () => {
    for (const { variable } of Object.values(settingDefinitions)) expect(settingsPage()).toContain(`| \`${variable}\` |`);
  });
});
