import fc from 'fast-check';
import { isSecretName } from './isSecretName';
import { MASK, Secrets } from './Secrets';
import { withoutSecretDefaults } from './withoutSecretDefaults';

/** As pydantic writes it for Prefect: definitions, unions with null, a nested model. */
const schema = {
  type: 'object',
  properties: {
    region: { type: 'string', default: 'eu' },
    api_token: { type: 'string', default: 'from-code' },
    signed: {
      anyOf: [
        { type: 'string', format: 'password', writeOnly: true },
        { type: 'null' },
      ],
    },
    warehouse: {
      $ref: '#/definitions/Warehouse',
      default: { host: 'db', password: 'nested-default' },
    },
    mirrors: { type: 'array', items: { $ref: '#/definitions/Warehouse' } },
    use_password: { type: 'boolean', default: true },
    max_tokens: { type: 'integer', default: 100 },
  },
  definitions: {
    Warehouse: {
      type: 'object',
      properties: {
        host: { type: 'string' },
        password: { type: 'string', format: 'password' },
        next: { $ref: '#/definitions/Warehouse' },
      },
    },
  },
};

const values = {
  region: 'us',
  api_token: 't0k',
  signed: null,
  warehouse: { host: 'db', password: 'pw1' },
  mirrors: [{ host: 'a', password: 'pw2' }, { host: 'b' }],
  use_password: true,
  max_tokens: 7,
};

describe('what is secret', () => {
  it.each([
    'password',
    'dbPassword',
    'API_KEY',
    'apiKey',
    'x-auth-token',
    'client.secret',
    'aws_secret_access_key',
    'token2',
  ])('takes %s for the name of a secret', name => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    'region',
    'max_tokens',
    'token_count',
    'key',
    'secretary',
    'monkey',
  ])('does not take %s for one', name => {
    expect(isSecretName(name)).toBe(false);
  });

  it('finds secrets by format and by name, in models, lists and unions', () => {
    const { paths } = new Secrets(schema);

    expect(paths).toEqual(
      expect.arrayContaining([
        ['api_token'],
        ['signed'],
        ['warehouse', 'password'],
        ['mirrors', '*', 'password'],
      ]),
    );
    expect(paths).not.toContainEqual(['use_password']);
  });

  it('ends on a model that contains itself', () => {
    const endless = {
      $ref: '#/definitions/A',
      definitions: { A: { $ref: '#/definitions/A' } },
    };

    expect(new Secrets(endless).paths).toEqual([]);
  });
});

describe('masking', () => {
  it('puts a mask for every secret and leaves the rest', () => {
    expect(new Secrets(schema).mask(values)).toEqual({
      region: 'us',
      api_token: MASK,
      signed: null,
      warehouse: { host: 'db', password: MASK },
      mirrors: [{ host: 'a', password: MASK }, { host: 'b' }],
      use_password: true,
      max_tokens: 7,
    });
  });

  it('hides a whole object under a secret name, and without a schema too', () => {
    expect(
      new Secrets(undefined).mask({ credentials: { a: 'x' }, b: ['y'] }),
    ).toEqual({ credentials: MASK, b: ['y'] });
  });

  it('leaves no secret text in any values', () => {
    const json = fc.letrec(tie => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constant('S3CRET'),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('node'), { maxKeys: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(json, value => {
        const masked = new Secrets(undefined).mask({
          api_key: value,
          token: 'S3CRET',
        });
        expect(JSON.stringify(masked)).not.toContain('S3CRET');
      }),
    );
  });

  it('omits secrets where a mask could be sent back', () => {
    expect(new Secrets(schema).omit(values)).toMatchObject({
      region: 'us',
      warehouse: { host: 'db' },
    });
    expect(JSON.stringify(new Secrets(schema).omit(values))).not.toMatch(
      /pw|t0k/,
    );
  });

  it('notices a mask that is sent back', () => {
    const sent = { ...values, warehouse: { host: 'db', password: MASK } };

    expect(new Secrets(schema).masksIn(sent)).toEqual([
      ['warehouse', 'password'],
    ]);
  });
});

describe('errors of a validator', () => {
  const scrub = (path: string[], message: string) =>
    new Secrets(schema).scrub([{ path, message }], values)[0].message;

  it('lose what they quote at, above and below a secret', () => {
    const generic = 'This value does not fit.';

    expect(scrub(['api_token'], "'t0k' is too short")).toBe(generic);
    expect(scrub(['warehouse'], "{'password': 'p\\x77'} is not valid")).toBe(
      generic,
    );
    expect(scrub(['region'], "'t0k' and 'us' differ")).toBe(generic);
  });

  it('keep their text elsewhere', () => {
    expect(scrub(['max_tokens'], '7 is less than 10')).toBe(
      '7 is less than 10',
    );
  });
});

describe('a schema', () => {
  it('loses the defaults of secrets that a signature carries', () => {
    const shown = withoutSecretDefaults(schema);

    expect(JSON.stringify(shown)).not.toMatch(/from-code|nested-default/);
    expect(shown).toMatchObject({
      properties: {
        region: { default: 'eu' },
        warehouse: { default: { host: 'db' } },
        max_tokens: { default: 100 },
      },
      definitions: schema.definitions,
    });
  });
});
