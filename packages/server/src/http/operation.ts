import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Principal } from '../access/index.ts';
import type { ProblemDefinition } from '../kernel/index.ts';
import type { OpenStreams } from './events/open-streams.ts';
import type { HttpSettings } from './http-settings.ts';
import type { JsonText } from './json-text.ts';
import type { Rooms } from './rooms.ts';

/** Who may call: anybody, whoever is signed in or has an API key, or operators alone. */
export type Audience = 'public' | 'signed-in' | 'operator';

/** What an operation gets to know of one request; everything in it has been checked against the schemas. */
export interface Call<A extends Audience, P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Who asks. `undefined` in public operations, which do not look. */
  readonly principal: A extends 'public' ? undefined : Principal;
  /** The value of `Idempotency-Key`; empty in operations that do not ask for one. */
  readonly idempotencyKey: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly settings: HttpSettings;
  readonly streams: OpenStreams;
}

/** A successful answer: JSON after a schema, a file, a stream of events, or nothing. */
export type Answer = TSchema | { readonly mediaType: string; readonly orMediaType?: string; readonly what: string } | null;

export interface OperationDefinition<A extends Audience, P extends TSchema, Q extends TSchema, B extends TSchema, R extends Answer> {
  /** The one name of the operation: its operationId, its file in kebab-case, its function. */
  readonly operationId: string;
  /** Its method in the SDK, such as `quotes.create`; the first part is also the resource. */
  readonly sdk: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With parameters in braces, as in OpenAPI. */
  readonly path: string;
  readonly audience: A;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: R;
  /** 200 when left out, 204 without an answer. */
  readonly status?: 201;
  /** Moves money: `Idempotency-Key` is required. */
  readonly idempotent?: true;
  /** What it may refuse beside what every operation may. */
  readonly problems: readonly ProblemDefinition[];
  readonly handle: (call: Call<A, Static<P>, Static<Q>, Static<B>>, rooms: Rooms) => Promise<AnswerOf<R>>;
}

type AnswerOf<R extends Answer> = R extends TSchema
  ? Static<R> | JsonText<Static<R>>
  : R extends null
    ? undefined
    : FastifyReply | Uint8Array;

/** An operation whose types have been checked where it was defined. */
export type Operation = Omit<OperationDefinition<Audience, TSchema, TSchema, TSchema, Answer>, 'handle'> & {
  readonly handle: (call: Call<Audience, unknown, unknown, unknown>, rooms: Rooms) => Promise<unknown>;
};

/** Defines one operation of the HTTP API. */
export function operation<
  A extends Audience,
  R extends Answer,
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
>(definition: OperationDefinition<A, P, Q, B, R>): Operation {
  // The server calls `handle` only with a call that was validated by these schemas and this audience, so its own types hold.
  return definition as unknown as Operation;
}

/** The resource of an operation, as in the SDK: `quotes` of `quotes.create`. */
export function resourceOf({ sdk }: Pick<Operation, 'sdk'>): string {
  return sdk.slice(0, sdk.indexOf('.'));
}
