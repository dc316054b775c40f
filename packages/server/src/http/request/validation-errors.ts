import type { FastifySchemaValidationError } from 'fastify';

export interface ValidationError {
  /** Where: `body.width`, `query.limit`, `path.id`. */
  readonly path: string;
  /** What is wrong there, as the end of a sentence that begins with the path. */
  readonly message: string;
}

const parts: Readonly<Record<string, string>> = { body: 'body', querystring: 'query', params: 'path', headers: 'header' };

/** More would only repeat the same mistake. */
const errorsMax = 20;

/** Says in plain words what the schema refuses, one error for each place. */
export function validationErrors(failures: readonly FastifySchemaValidationError[], context: string): ValidationError[] {
  const start = parts[context] ?? context;
  const byPath = new Map<string, ValidationError>();
  for (const failure of failures) {
    const { path, message } = inWords(failure);
    const whole = [start, ...failure.instancePath.split('/').slice(1), ...(path === undefined ? [] : [path])].join('.');
    if (!byPath.has(whole) && byPath.size < errorsMax) byPath.set(whole, { path: whole, message });
  }
  return [...byPath.values()];
}

function inWords({ keyword, params, message }: FastifySchemaValidationError): { path?: string; message: string } {
  switch (keyword) {
    case 'required':
      return { path: String(params['missingProperty']), message: 'is missing' };
    case 'additionalProperties':
      return { path: String(params['additionalProperty']), message: 'is not known here; leave it out or check its spelling' };
    case 'type':
      return { message: `must be ${withArticle(String(params['type']))}` };
    case 'enum':
      return { message: `must be one of ${listOf(params['allowedValues'])}` };
    case 'minimum':
      return { message: `must be ${String(params['limit'])} or more` };
    case 'maximum':
      return { message: `must be ${String(params['limit'])} or less` };
    case 'minLength':
      return { message: params['limit'] === 1 ? 'must not be empty' : `must have ${String(params['limit'])} characters or more` };
    case 'maxLength':
      return { message: `must have ${String(params['limit'])} characters or less` };
    case 'pattern':
      return { message: `must have the form ${String(params['pattern'])}` };
    default:
      return { message: message ?? 'is not valid' };
  }
}

function withArticle(type: string): string {
  return type === 'integer' ? 'a whole number' : type === 'object' ? 'an object' : type === 'array' ? 'a list' : `a ${type}`;
}

function listOf(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : 'the known values';
}
