import { effectiveParameters } from './effectiveParameters';

const schema = {
  type: 'object',
  properties: {
    regions: { type: 'array', default: ['de', 'fr'] },
    since: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
    required: { type: 'string' },
    target: { $ref: '#/definitions/Target', default: { table: 'orders' } },
    wrapped: { allOf: [{ $ref: '#/definitions/Target' }] },
    tree: { $ref: '#/definitions/Tree', default: {} },
  },
  definitions: {
    Target: {
      type: 'object',
      properties: {
        table: { type: 'string', default: 'orders' },
        batch: { type: 'integer', default: 500 },
      },
    },
    Tree: {
      properties: { child: { $ref: '#/definitions/Tree', default: {} } },
    },
  },
};

it("takes the flow's defaults for what the deployment leaves out, down into models", () => {
  expect(
    effectiveParameters(schema, {
      regions: ['nl'],
      target: { table: 'test' },
      wrapped: { batch: 1 },
      undeclared: 7,
      tree: null,
    }),
  ).toEqual({
    regions: ['nl'],
    since: null,
    target: { table: 'test', batch: 500 },
    wrapped: { table: 'orders', batch: 1 },
    undeclared: 7,
    tree: null,
  });
});

it('ends on a model whose default is itself', () => {
  expect(effectiveParameters(schema, {})).toHaveProperty('tree.child.child');
});

it('leaves parameters as they are without a schema', () => {
  expect(effectiveParameters({}, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
});
