import type { IForbiddenRuleType } from 'dependency-cruiser';
import { packageHomes, rooms } from './rooms.ts';

const src = '^packages/server/src';
/** Tests and what only tests use (folders named `testing`) may reach everywhere: they prove what rooms do together. */
const tests = '\\.test\\.tsx?$|/testing/';
/** A room's front door. The rooms of implementations have one per implementation too. */
const frontDoor = `${src}/[^/]+/index\\.ts$|${src}/(?:chains|engines|stores)/[^/]+/index\\.ts$`;

/** The rules of dependency-cruiser for this repository, made from the table of rooms. */
export function boundaryRules(): IForbiddenRuleType[] {
  return [...roomRules(), ...ledgerRules(), ...packageRules(), ...workspaceRules(), ...generalRules()];
}

function roomRules(): IForbiddenRuleType[] {
  const all = Object.keys(rooms);
  const rules: IForbiddenRuleType[] = all.flatMap((name) => {
    const room = rooms[name] ?? { knows: [] };
    const typesOf = room.knowsTypesOf ?? [];
    const strangers = all.filter((other) => other !== name && !room.knows.includes(other) && !typesOf.includes(other));
    const from = { path: `${src}/${name}/`, pathNot: tests };
    return [
      {
        name: `${name}-knows-only-${[...room.knows, ...typesOf.map((owner) => `types-of-${owner}`)].join('-') || 'itself'}`,
        severity: 'error',
        from,
        // Files beside the rooms compose them all, so no room may import one.
        to: { path: `${src}/(?:${strangers.join('|')})/|${src}/[^/]+\\.ts$` },
      },
      ...typesOf.map((owner): IForbiddenRuleType => ({
        name: `${name}-imports-only-types-of-${owner}`,
        severity: 'error',
        from,
        to: { path: `${src}/${owner}/`, dependencyTypesNot: ['type-only'] },
      })),
    ];
  });
  return [
    ...rules,
    {
      name: 'rooms-are-entered-by-the-front-door',
      severity: 'error',
      from: { path: `${src}/([^/]+)/`, pathNot: tests },
      to: { path: `${src}/[^/]+/`, pathNot: [frontDoor, `${src}/$1/`] },
    },
    {
      name: 'the-composition-uses-front-doors',
      severity: 'error',
      from: { path: `${src}/[^/]+\\.ts$`, pathNot: tests },
      to: { path: `${src}/[^/]+/`, pathNot: frontDoor },
    },
    {
      name: 'every-room-is-in-the-table',
      severity: 'error',
      from: { path: `${src}/(?!(?:${all.join('|')})/)[^/]+/` },
      to: {},
    },
  ];
}

/** Within the ledger: what decides knows no database, and what audits shares no code with what it audits. */
function ledgerRules(): IForbiddenRuleType[] {
  const ledger = `${src}/ledger`;
  return [
    {
      name: 'the-ledger-decides-without-a-database',
      severity: 'error',
      from: { path: `${ledger}/(?:account|decide)/`, pathNot: tests },
      to: { path: `${ledger}/(?:commit|read|reports|audit|library)/|${src}/database/` },
    },
    {
      name: 'the-account-does-not-know-commands',
      severity: 'error',
      from: { path: `${ledger}/account/`, pathNot: tests },
      to: { path: `${ledger}/decide/` },
    },
    {
      name: 'the-audit-shares-nothing-with-what-it-audits',
      severity: 'error',
      // What the balance reader reads is held against the audit.
      from: { path: `${ledger}/audit/`, pathNot: [tests, `${ledger}/audit/balance-reader\\.ts$`] },
      to: { path: `${ledger}/(?:account|decide|commit|read)/` },
    },
  ];
}

function packageRules(): IForbiddenRuleType[] {
  const listed = Object.entries(packageHomes).map(([name, homes]): IForbiddenRuleType => {
    const outside = homes.map((home) => (home === 'main' ? `${src}/[^/]+\\.ts$` : `${src}/${home}/`));
    return {
      name: `package-${name}-only-in-${homes.join('-')}`,
      severity: 'error',
      from: { path: src, pathNot: [...outside, tests] },
      to: { path: `node_modules/${escaped(name)}/` },
    };
  });
  return [
    ...listed,
    {
      name: 'packages-are-listed-in-rooms.ts',
      severity: 'error',
      from: { path: src, pathNot: tests },
      to: { path: 'node_modules/', pathNot: [...Object.keys(packageHomes), '@types'].map((name) => `node_modules/${escaped(name)}/`) },
    },
  ];
}

function workspaceRules(): IForbiddenRuleType[] {
  return [
    {
      name: 'the-sdk-imports-nothing',
      severity: 'error',
      from: { path: '^packages/sdk/src/', pathNot: tests },
      to: { pathNot: '^packages/sdk/src/' },
    },
    {
      name: 'the-screen-is-a-customer-of-the-sdk',
      severity: 'error',
      from: { path: '^packages/web/src/' },
      to: { path: '^packages/(?!web/|sdk/src/index\\.ts$)' },
    },
    {
      // The commands that talk to a running server are customers of its public API.
      name: 'only-the-command-line-uses-the-sdk',
      severity: 'error',
      from: { path: src, pathNot: [tests, `${src}/cli/`] },
      to: { path: '^packages/(?:sdk|web)/' },
    },
    {
      name: 'product-code-knows-no-tests-and-no-tools',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: tests },
      to: { path: ['^packages/[^/]+/test/', tests, '^(?:setup|bench|simulations|examples)/'] },
    },
    {
      name: 'examples-use-what-is-published',
      severity: 'error',
      from: { path: '^examples/', pathNot: tests },
      to: { path: '^packages/(?!sdk/src/index\\.ts$|server/src/ledger/library/index\\.ts$)' },
    },
  ];
}

function generalRules(): IForbiddenRuleType[] {
  return [
    // Circles of types alone are harmless; circles of code make the order of loading matter.
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'imports-lead-somewhere', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ];
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
