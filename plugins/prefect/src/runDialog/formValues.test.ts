import { formSchema } from './formSchema';
import { formValues } from './formValues';

/** As pydantic writes them. */
const optional = (type: string) => ({ anyOf: [{ type }, { type: 'null' }] });
const schema = formSchema(
  {
    type: 'object',
    properties: {
      remark: optional('string'),
      count: { type: 'integer' },
      anything: {},
      rows: { type: 'array', items: { $ref: '#/definitions/Row' } },
      shops: { anyOf: [{ type: 'array' }, { type: 'null' }] },
      row: { anyOf: [{ $ref: '#/definitions/Row' }, { type: 'null' }] },
      mode: { enum: ['fast', null] },
    },
    definitions: {
      Row: { type: 'object', properties: { note: optional('string') } },
    },
  },
  'not set',
);

it.each([
  ['an optional value', { remark: null }, {}],
  ['a value that may not be null at all', { count: null }, {}],
  ['in a list of models', { rows: [{ note: null }] }, { rows: [{}] }],
  ['in an optional model', { row: { note: null } }, { row: {} }],
])('leaves a null out: %s', (_, values, expected) => {
  expect(formValues(schema, values)).toEqual(expected);
});

it.each([
  ['of an optional list', { shops: null }],
  ['of an optional model', { row: null }],
  ['among the choices', { mode: null }],
  ['of what may be anything', { anything: null }],
  ['of what the flow does not know', { stranger: null }],
  ['of a list', { shops: [null] }],
])('keeps a null %s, which the form has a choice for', (_, values) => {
  expect(formValues(schema, values)).toEqual(values);
});

it('keeps everything else', () => {
  const values = { remark: '', count: 0, rows: [{ note: 'n' }], row: {} };
  expect(formValues(schema, values)).toEqual(values);
});
