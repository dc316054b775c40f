import type { JsonSchema } from './json-schema-types.ts';

/** The part of an OpenAPI 3.1 document that is read here. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
  readonly 'x-sdk': string;
  /** The codes that it may refuse with, by status. */
  readonly 'x-problems': Readonly<Record<string, readonly string[]>>;
}

export interface DescribedOperation extends OpenApiOperation {
  readonly method: string;
  readonly path: string;
}

export function operationsOf(document: OpenApiDocument): readonly DescribedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
}

/** The body of a request: its schema, or `undefined` where it has none. */
export function bodyOf({ requestBody }: OpenApiOperation): JsonSchema | undefined {
  return requestBody?.content?.['application/json']?.schema;
}

export function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}
