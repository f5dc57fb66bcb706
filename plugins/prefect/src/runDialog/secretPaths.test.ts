import fc from 'fast-check';
import { isSecret, withoutSecrets } from './secretPaths';

const SECRET = 'S3CRET';

/** Values as deep as flows take them, with names that attackers like. */
const anyValues = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '0', '*')),
  fc.letrec(tie => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(SECRET, 'plain', null, 7),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('node'), { maxKeys: 3 }),
    ),
  })).node,
  { maxKeys: 4 },
);

/** Paths of every leaf. */
function leaves(value: unknown, path: string[] = []): [string[], unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, [...path, key]),
  );
}

describe('isSecret', () => {
  it.each([
    [['token'], ['token'], true],
    [['token', 'part'], ['token'], true],
    [['mirrors', 3, 'password'], ['mirrors', '*', 'password'], true],
    [['keys', 'eu'], ['keys', '*'], true],
    [['warehouse'], ['warehouse', 'password'], false],
    [['warehouse', 'host'], ['warehouse', 'password'], false],
    [['token_count'], ['token'], false],
  ])('of %j with %j is %s', (path, secret, expected) => {
    expect(isSecret(path, [secret])).toBe(expected);
  });
});

describe('withoutSecrets', () => {
  it('leaves out what is secret, in models, lists and maps', () => {
    const values = {
      region: 'eu',
      token: SECRET,
      warehouse: { host: 'db', password: SECRET },
      mirrors: [{ host: 'a', password: SECRET }, { host: 'b' }],
      keys: [SECRET, SECRET],
    };
    expect(
      withoutSecrets(values, [
        ['token'],
        ['warehouse', 'password'],
        ['mirrors', '*', 'password'],
        ['keys', '*'],
      ]),
    ).toEqual({
      region: 'eu',
      warehouse: { host: 'db' },
      mirrors: [{ host: 'a' }, { host: 'b' }],
      keys: [],
    });
  });

  it('leaves out every secret and nothing else', () => {
    fc.assert(
      fc.property(anyValues, values => {
        const all = leaves(values);
        const secrets = all
          .filter(([, v]) => v === SECRET)
          .map(([path]) => path);

        const left = withoutSecrets(values, secrets);

        expect(JSON.stringify(left)).not.toContain(SECRET);
        expect(leaves(left).filter(([, v]) => v === 'plain')).toHaveLength(
          all.filter(([path, v]) => v === 'plain' && !isSecret(path, secrets))
            .length,
        );
      }),
    );
  });

  it('changes neither its argument nor anything all objects share', () => {
    fc.assert(
      fc.property(anyValues, values => {
        const before = JSON.stringify(values);

        withoutSecrets(values, [['__proto__', 'toString'], ['*']]);

        expect(JSON.stringify(values)).toBe(before);
        expect(typeof Object.prototype.toString).toBe('function');
      }),
    );
  });
});
