/** The part of JSON Schema that our OpenAPI document uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
}

/** The name that a `$ref` points at. */
export function refName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** A named schema as a TypeScript declaration. */
export function declaration(name: string, schema: JsonSchema): string {
  const comment = schema.description === undefined ? '' : `/** ${schema.description}. */\n`;
  const item = schema.properties?.['data']?.items?.$ref;
  if (name.endsWith('Page') && item !== undefined) return `export type ${name} = Page<${refName(item)}>;\n`;
  if (schema.type === 'object' && schema.properties !== undefined) return `${comment}export interface ${name} ${typeText(schema, '')}\n`;
  return `${comment}export type ${name} = ${typeText(schema, '')};\n`;
}

/** A schema as a TypeScript type. */
export function typeText(schema: JsonSchema, indent: string): string {
  if (schema.$ref !== undefined) return refName(schema.$ref);
  if (schema.enum !== undefined)
    return schema.enum.map((value) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map((each) => typeText(each, indent)).join(' | ');
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return arrayText(schema, indent);
    case 'object':
      return objectText(schema, indent);
    default:
      return 'unknown';
  }
}

function arrayText({ items }: JsonSchema, indent: string): string {
  const item = typeText(items ?? {}, indent);
  return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
}

function objectText({ properties, required = [], additionalProperties, patternProperties }: JsonSchema, indent: string): string {
  const values = patternProperties === undefined ? additionalProperties : Object.values(patternProperties)[0];
  if (properties === undefined) return `Record<string, ${typeof values === 'object' ? typeText(values, indent) : 'unknown'}>`;
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, property]) => {
    const comment = property.description === undefined || property.$ref !== undefined ? '' : `${inner}/** ${property.description} */\n`;
    return `${comment}${inner}${name}${required.includes(name) ? '' : '?'}: ${typeText(property, inner)};`;
  });
  if (additionalProperties === true) members.push(`${inner}[more: string]: unknown;`);
  return `{\n${members.join('\n')}\n${indent}}`;
}
