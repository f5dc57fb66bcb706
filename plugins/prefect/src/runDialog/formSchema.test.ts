import type { JsonSchema } from '@backstage-prefect/backstage-plugin-prefect-common';
import { customizeValidator } from '@rjsf/validator-ajv8';
import fc from 'fast-check';
import {
  changedNames,
  formSchema,
  nullableNames,
  parametersOf,
} from './formSchema';

const validator = customizeValidator({
  ajvOptionsOverrides: { strict: false, validateFormats: false },
});

const isValid = (schema: JsonSchema, value: unknown) =>
  validator.isValid(schema, value, schema);

const NULL = { type: 'null' };
const NOT_SET = { type: 'null', title: 'not set' };

const simple = (properties: JsonSchema, definitions: JsonSchema = {}) =>
  formSchema({ type: 'object', properties, definitions }, 'not set')
    .properties as Record<string, unknown>;

/** Names of parameters, among them those that are words of JSON schema or of JavaScript. */
const anyName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.constantFrom(
    ...['default', 'anyOf', 'properties', 'enum', 'type', 'title', '$ref'],
    ...['__proto__', 'constructor', 'toString'],
  ),
);

const anySingle = fc.constantFrom<JsonSchema>(
  { type: 'string' },
  { type: 'integer', minimum: 0 },
  { type: 'boolean' },
  { type: 'string', enum: ['a', 'b'] },
  { type: 'string', format: 'date-time' },
);

const anyNode = fc.letrec<{ node: JsonSchema }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small' },
    anySingle,
    anySingle.map(only => ({ anyOf: [only, NULL], default: null })),
    tie('node').map(items => ({ type: 'array', items })),
    tie('node').map(only => ({ anyOf: [only, NULL] })),
    fc
      .dictionary(anyName, tie('node'), { maxKeys: 3 })
      .map(properties => ({ type: 'object', properties })),
  ),
})).node;

const anyParameters = fc
  .dictionary(anyName, anyNode, { maxKeys: 4 })
  .map(properties => ({ type: 'object', properties }));

const anyValue = fc.jsonValue({ maxDepth: 3 });

describe('formSchema', () => {
  it('makes an optional value the value, empty for null', () => {
    expect(
      simple({
        note: {
          title: 'note',
          anyOf: [{ type: 'string' }, NULL],
          default: null,
        },
      }),
    ).toEqual({ note: { title: 'note', type: 'string' } });
  });

  it('keeps a default that is something', () => {
    expect(
      simple({ day: { anyOf: [{ type: 'integer' }, NULL], default: 0 } }),
    ).toEqual({ day: { type: 'integer', default: 0 } });
  });

  it('follows a reference to an enum', () => {
    expect(
      simple(
        { speed: { anyOf: [{ $ref: '#/definitions/Speed' }, NULL] } },
        { Speed: { type: 'string', enum: ['fast'] } },
      ),
    ).toEqual({ speed: { $ref: '#/definitions/Speed' } });
  });

  it.each([
    ['a model', { type: 'object', properties: {}, title: 'Model' }],
    ['a list', { type: 'array', items: { type: 'string' }, title: 'Names' }],
    ['a model by reference', { $ref: '#/definitions/Model' }],
  ])('leaves the choice between %s and null', (_, node) => {
    expect(
      simple(
        { value: { anyOf: [node, NULL], default: null } },
        { Model: { type: 'object' } },
      ),
    ).toEqual({ value: { anyOf: [node, NOT_SET], default: null } });
  });

  it('names choices that have no name by their type', () => {
    expect(
      simple({ value: { anyOf: [{ type: 'integer' }, { type: 'string' }] } }),
    ).toEqual({
      value: {
        anyOf: [
          { type: 'integer', title: 'integer' },
          { type: 'string', title: 'string' },
        ],
      },
    });
  });

  it('goes into definitions, and takes no value for a schema', () => {
    const value = { anyOf: [{ type: 'string' }, NULL] };
    expect(
      formSchema(
        {
          definitions: { Model: { properties: { note: value } } },
          properties: {
            raw: { default: value, examples: [value], enum: [value] },
          },
        },
        'not set',
      ),
    ).toEqual({
      definitions: { Model: { properties: { note: { type: 'string' } } } },
      properties: { raw: { default: value, examples: [value], enum: [value] } },
    });
  });

  it('survives definitions that are missing or go in circles', () => {
    const definitions = { A: { anyOf: [{ $ref: '#/definitions/A' }, NULL] } };

    expect(() =>
      simple(
        {
          a: { anyOf: [{ $ref: '#/definitions/A' }, NULL] },
          b: { anyOf: [{ $ref: '#/definitions/none' }, NULL] },
          c: { anyOf: [{ $ref: 'https://example.com/a.json' }, NULL] },
        },
        definitions,
      ),
    ).not.toThrow();
  });

  it('keeps every parameter under its name', () => {
    fc.assert(
      fc.property(anyParameters, schema => {
        const { properties } = formSchema(schema, 'not set');
        expect(Object.keys(properties as object)).toEqual(
          Object.keys(schema.properties),
        );
      }),
    );
  });

  it('accepts nothing that the flow would not', () => {
    fc.assert(
      fc.property(anyNode, anyValue, (node, value) => {
        const simplified = simple({ node }).node as JsonSchema;
        expect(!isValid(simplified, value) || isValid(node, value)).toBe(true);
      }),
    );
  });

  it('refuses only nulls of what the flow would accept', () => {
    fc.assert(
      fc.property(anyNode, anyValue, (node, value) => {
        const simplified = simple({ node }).node as JsonSchema;
        const hasNull = JSON.stringify(value).includes('null');
        expect(
          hasNull || !isValid(node, value) || isValid(simplified, value),
        ).toBe(true);
      }),
    );
  });

  it('does not change what it is given', () => {
    fc.assert(
      fc.property(anyParameters, schema => {
        const before = JSON.stringify(schema);
        formSchema(schema, 'not set');
        expect(JSON.stringify(schema)).toBe(before);
      }),
    );
  });
});

describe('nullableNames', () => {
  it('are those whose schema has null', () => {
    expect(
      nullableNames({
        properties: {
          note: { anyOf: [{ type: 'string' }, NULL] },
          either: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
          region: { type: 'string' },
        },
      }),
    ).toEqual(new Set(['note']));
    expect(nullableNames({})).toEqual(new Set());
  });
});

describe('parametersOf', () => {
  it.each([
    ['what is filled in', { a: 1 }, {}, { a: 1 }],
    [
      'false, nothing and null',
      { a: false, b: '', c: null },
      {},
      { a: false, b: '', c: null },
    ],
    ['nothing for what is empty', { a: undefined }, { a: 'default' }, {}],
    [
      'null for an optional one that was emptied',
      { n: undefined },
      { n: 'x' },
      { n: null },
    ],
    ['null for an optional one that is gone', {}, { n: 0 }, { n: null }],
    ['nothing for an optional one without a default', { n: undefined }, {}, {}],
    ['nothing for an optional one that is null anyway', {}, { n: null }, {}],
  ])('are %s', (_, form, defaults, expected) => {
    const parameters = parametersOf(form, defaults, new Set(['n']));

    expect(parameters).toEqual(expected);
    expect(Object.values(parameters)).not.toContain(undefined);
  });

  it('are what JSON can say', () => {
    fc.assert(
      fc.property(
        fc.dictionary(anyName, fc.option(anyValue, { nil: undefined })),
        fc.dictionary(anyName, anyValue),
        fc.uniqueArray(anyName),
        (form, defaults, nullable) => {
          const parameters = parametersOf(form, defaults, new Set(nullable));
          expect(Object.values(parameters)).not.toContain(undefined);
          expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
        },
      ),
    );
  });
});

describe('changedNames', () => {
  it.each([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 2, b: 1 }, { a: 1, b: 1 }, ['a']],
    [{ a: { b: [1, 2] } }, { a: { b: [2, 1] } }, ['a']],
    [{ a: undefined }, { a: null }, []],
    [{}, { a: 1 }, ['a']],
  ])('of %j and %j are %j', (values, defaults, expected) => {
    expect(changedNames(values, defaults)).toEqual(expected);
  });

  it('do not depend on the order of keys', () => {
    expect(changedNames({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } })).toEqual(
      [],
    );
  });

  it('are none of equal values', () => {
    fc.assert(
      fc.property(fc.dictionary(anyName, anyValue), values => {
        expect(changedNames(values, structuredClone(values))).toEqual([]);
      }),
    );
  });
});
