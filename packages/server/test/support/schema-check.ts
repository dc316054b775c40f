/** The part of JSON Schema that our OpenAPI document uses for answers. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

type Schemas = Readonly<Record<string, Schema>>;

/** What in a value is not as its schema says, one sentence each. Stricter than JSON Schema: an unknown member is an error. */
export function differencesFromSchema(value: unknown, schema: Schema, schemas: Schemas, path = '$'): string[] {
  if (schema.$ref !== undefined) {
    const named = schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
    return named === undefined ? [`${path}: ${schema.$ref} does not exist`] : differencesFromSchema(value, named, schemas, path);
  }
  if (schema.enum !== undefined) return schema.enum.includes(value) ? [] : [`${path}: ${String(value)} is not in the list`];
  if (schema.anyOf !== undefined) {
    const results = schema.anyOf.map((each) => differencesFromSchema(value, each, schemas, path));
    return results.some((each) => each.length === 0) ? [] : results.flat();
  }
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'number':
      return typeof value === schema.type ? [] : [`${path}: ${typeof value} instead of ${schema.type}`];
    case 'integer':
      return Number.isSafeInteger(value) ? [] : [`${path}: no whole number`];
    case 'null':
      return value === null ? [] : [`${path}: not null`];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((each, index) => differencesFromSchema(each, schema.items ?? {}, schemas, `${path}[${String(index)}]`))
        : [`${path}: no list`];
    case 'object':
      return ofObject(value, schema, schemas, path);
    default:
      return [];
  }
}

function ofObject(value: unknown, schema: Schema, schemas: Schemas, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: no object`];
  const { properties = {}, required = [], patternProperties, additionalProperties } = schema;
  const missing = required.filter((name) => !(name in value)).map((name) => `${path}.${name}: missing`);
  const members = Object.entries(value).flatMap(([name, member]) => {
    const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    const property = properties[name] ?? Object.values(patternProperties ?? {})[0] ?? others;
    if (property !== undefined) return differencesFromSchema(member, property, schemas, `${path}.${name}`);
    return additionalProperties === true ? [] : [`${path}.${name}: not in the schema`];
  });
  return [...missing, ...members];
}
