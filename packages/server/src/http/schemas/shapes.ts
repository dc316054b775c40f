import { Type, type Static, type TObject, type TProperties, type TSchema, type TUnsafe } from 'typebox';

/** A named schema: it appears once in the OpenAPI document and becomes a type of that name in the SDK. */
export function named<T extends TSchema>(name: string, description: string, schema: T): T {
  return { ...schema, $id: name, description };
}

/** Points at a named schema. */
export function ref<T extends TSchema>(schema: T & { $id?: string }): TUnsafe<Static<T>> {
  return Type.Unsafe<Static<T>>(Type.Ref(schema.$id ?? ''));
}

export function nullable<T extends TSchema>(schema: T): TUnsafe<Static<T> | null> {
  return Type.Unsafe<Static<T> | null>({ anyOf: [schema, { type: 'null' }] });
}

/** A request's object: a member that we do not know is refused, so that a mistyped option is never silently left out. */
export function exactly<T extends TProperties>(properties: T): TObject<T> {
  return Type.Object(properties, { additionalProperties: false });
}

export const Credits = named('Credits', 'Credits as exact decimal text, at most six decimals', Type.String({ examples: ['12.5'] }));
export const Usdt = named('Usdt', 'USDT as exact decimal text, at most six decimals', Type.String({ examples: ['10'] }));
export const Time = named(
  'Time',
  'ISO 8601 in UTC with milliseconds',
  Type.String({ maxLength: 40, examples: ['2026-01-31T12:00:00.000Z'] }),
);

export const credits = ref(Credits);
export const usdt = ref(Usdt);
export const time = ref(Time);
export const id = Type.String({ minLength: 1, maxLength: 128 });
export const count = Type.Integer({ minimum: 0 });

/** An amount above zero in a request. */
export const amountInput = Type.String({
  pattern: '^(?:0|[1-9][0-9]{0,12})(?:\\.[0-9]{1,6})?$',
  maxLength: 20,
  description: 'Decimal text with at most six decimals',
  examples: ['10'],
});

/** A page of a list. */
export function page<T extends TSchema>(name: string, item: T & { $id?: string }) {
  return named(
    name,
    'One page of a list; pass `nextCursor` as `cursor` for the next page, `null` means that this was the last',
    Type.Object({ data: Type.Array(ref(item)), nextCursor: nullable(Type.String()) }),
  );
}

export const pageQuery = exactly({
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 512, description: 'The `nextCursor` of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25, description: 'How many at most' })),
});

export const idParams = exactly({ id });
