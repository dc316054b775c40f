import { refName, typeText, type JsonSchema } from './json-schema-types.ts';
import { bodyOf, kebabCase, type DescribedOperation, type OpenApiDocument } from './openapi-document.ts';

type Schemas = OpenApiDocument['components']['schemas'];

/** Where the page of an operation stands, below docs/reference. */
export function pagePath({ tags, operationId }: DescribedOperation): string {
  return `${kebabCase(tags[0] ?? 'other')}/${kebabCase(operationId)}.md`;
}

/** The reference page of one operation. */
export function referencePage(operation: DescribedOperation, schemas: Schemas): string {
  const { operationId, summary, description, method, path, security } = operation;
  const sections = [
    `# ${operationId}`,
    `${summary}.`,
    // The document says the SDK's method too; here it has a place of its own.
    description.replace(/\n*SDK: .*$/u, ''),
    `\`\`\`http\n${method} ${path}\n\`\`\``,
    `| | |\n|---|---|\n| SDK | \`imprest.${operation['x-sdk']}\` |\n| Who | ${whoText(operation, security.length === 0)} |`,
    parametersText(operation),
    bodyText(operation, schemas),
    answerText(operation, schemas),
    problemsText(operation),
  ];
  return `${sections.filter((each) => each !== '').join('\n\n')}\n`;
}

/** The list of all operations. */
export function indexPage(operations: readonly DescribedOperation[]): string {
  const rows = operations.map(
    (each) => `| [${each.operationId}](${pagePath(each)}) | \`${each.method} ${each.path}\` | \`${each['x-sdk']}\` | ${each.summary} |`,
  );
  return `# API reference

One page for each operation, made from the OpenAPI document that every server gives at /openapi.json. To try them out, open /reference on your own server.

| operation | request | SDK | |
|---|---|---|---|
${rows.join('\n')}
`;
}

function whoText({ 'x-problems': problems }: DescribedOperation, isPublic: boolean): string {
  if (isPublic) return 'anybody';
  return Object.values(problems).flat().includes('operator_only') ? 'operators' : 'signed in, or with an API key';
}

function parametersText({ parameters = [] }: DescribedOperation): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ name, in: place, required, schema, description }) =>
      `| \`${name}\` | ${place} | ${typeCell(schema)} | ${required === true ? 'yes' : 'no'} | ${cell(description ?? schema.description ?? '')} |`,
  );
  return `## Parameters\n\n| name | in | type | required | |\n|---|---|---|---|---|\n${rows.join('\n')}`;
}

function bodyText(operation: DescribedOperation, schemas: Schemas): string {
  const body = bodyOf(operation);
  return body === undefined ? '' : `## Body\n\n${membersText(body, schemas)}`;
}

function answerText({ responses }: DescribedOperation, schemas: Schemas): string {
  const [status, response] = Object.entries(responses).find(([each]) => each.startsWith('2')) ?? [];
  const contents = Object.entries(response?.content ?? {});
  const [mediaType, content] = contents[0] ?? [];
  const types = contents.map(([type]) => `\`${type}\``).join(' or ');
  if (mediaType === undefined) return `## Answer\n\n\`${status ?? '204'}\` without a body.`;
  if (mediaType !== 'application/json') return `## Answer\n\n\`${status ?? '200'}\` with ${types}. ${response?.description ?? ''}.`;
  return `## Answer\n\n\`${status ?? '200'}\` with JSON.\n\n${membersText(content?.schema ?? {}, schemas)}`;
}

function membersText(asked: JsonSchema, schemas: Schemas): string {
  const name = asked.$ref === undefined ? undefined : refName(asked.$ref);
  const schema = name === undefined ? asked : (schemas[name] ?? {});
  const item = schema.properties?.['data']?.items?.$ref;
  if (name?.endsWith('Page') === true && item !== undefined) {
    return `A page, \`{ data, nextCursor }\`, of:\n\n${membersText({ $ref: item }, schemas)}`;
  }
  const rows = Object.entries(schema.properties ?? {}).map(([member, property]) => {
    const required = schema.required?.includes(member) === true ? 'yes' : 'no';
    const described =
      property.description ?? (property.$ref === undefined ? undefined : schemas[refName(property.$ref)]?.description) ?? '';
    return `| \`${member}\` | ${typeCell(property)} | ${required} | ${cell([described, boundsText(property)].filter((each) => each !== '').join('; '))} |`;
  });
  const title = name === undefined ? '' : `\`${name}\`: ${schema.description ?? ''}.\n\n`;
  return `${title}| member | type | always | |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function boundsText({ minimum, maximum, minLength, maxLength }: JsonSchema): string {
  const range = (low: number | undefined, high: number | undefined, what: string): string => {
    if (low === undefined && high === undefined) return '';
    if (high === undefined) return `${String(low)}${what} or more`;
    return low === undefined ? `${String(high)}${what} at most` : `${String(low)} to ${String(high)}${what}`;
  };
  return [range(minimum, maximum, ''), range(minLength, maxLength, ' characters')].filter((each) => each !== '').join('; ');
}

function typeCell(schema: JsonSchema): string {
  return `\`${cell(typeText(schema, '').replaceAll(/\s+/gu, ' '))}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}

function problemsText({ 'x-problems': problems }: DescribedOperation): string {
  const rows = Object.entries(problems).flatMap(([status, codes]) =>
    codes.map((code) => `| ${status} | [\`${code}\`](../../errors/${code.replaceAll('_', '-')}.md) |`),
  );
  return rows.length === 0 ? '' : `## Problems\n\n| status | code |\n|---|---|\n${rows.join('\n')}`;
}
