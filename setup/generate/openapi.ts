import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readOpenApiDocument } from '../../packages/server/src/http/index.ts';
import { declaration, type JsonSchema } from './json-schema-types.ts';
import { bodyOf, operationsOf, type DescribedOperation, type OpenApiDocument } from './openapi-document.ts';
import { indexPage, pagePath, referencePage } from './reference-page.ts';

const root = resolve(import.meta.dirname, '../..');

/** Makes the OpenAPI document, its reference pages and the types of the SDK, without writing them. */
export async function generate(): Promise<{ path: string; content: string }[]> {
  // The file is our own, and `version` is what npm requires of it.
  const { version } = JSON.parse(await readFile(resolve(root, 'packages/server/package.json'), 'utf8')) as { version: string };
  const raw = await readOpenApiDocument(version);
  // The document is made by our own server; the interface names the part of it that is read here.
  const document = raw as unknown as OpenApiDocument;
  const operations = operationsOf(document);
  return [
    { path: 'docs/reference/openapi.json', content: `${JSON.stringify(raw, undefined, 2)}\n` },
    { path: 'packages/sdk/src/types.generated.ts', content: typesFile(document, operations) },
    { path: 'docs/reference/README.md', content: indexPage(operations) },
    ...operations.map((each) => ({
      path: `docs/reference/${pagePath(each)}`,
      content: referencePage(each, document.components.schemas),
    })),
  ];
}

function typesFile(document: OpenApiDocument, operations: readonly DescribedOperation[]): string {
  const named = Object.entries(document.components.schemas).map(([name, schema]) => declaration(name, schema));
  const bodies = operations.flatMap((operation) => {
    const body = bodyOf(operation);
    return body === undefined || body.$ref !== undefined ? [] : [bodyDeclaration(operation, body)];
  });
  return [
    '// Made by `npm run generate` from the schemas of packages/server/src/http. Do not edit.\n',
    '/** One page of a list; pass `nextCursor` as `cursor` for the next page, `null` means that this was the last. */\nexport interface Page<T> {\n  data: T[];\n  nextCursor: string | null;\n}\n',
    ...named,
    ...bodies,
  ].join('\n');
}

function bodyDeclaration({ operationId }: DescribedOperation, body: JsonSchema): string {
  const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Body`;
  return declaration(name, { ...body, description: `What \`${operationId}\` takes` });
}
