import { withDeployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  DeploymentIndex,
  readSelectors,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import fc from 'fast-check';

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });

it('writes an annotation that names what it named before, and the deployment', () => {
  fc.assert(
    fc.property(
      name,
      name,
      fc.constantFrom('production', 'dev'),
      (a, b, on) => {
        const before = withDeployment(undefined, {
          instance: 'production',
          title: a,
        });
        const value = withDeployment(before, { instance: on, title: b });
        const { selectors } = readSelectors(
          { 'prefect.io/deployment': value },
          ['production', 'dev'],
        );
        const deployments = [
          { instance: 'production', flow: '', title: a, tags: [] },
          { instance: on, flow: '', title: b, tags: [] },
        ];
        const index = new DeploymentIndex(deployments);
        expect(
          selectors.map(selector => index.find(selector)[0]?.title.normalize()),
        ).toEqual([a.normalize(), b.normalize()]);
      },
    ),
  );
});

it.each([
  [undefined, 'production:etl/x'],
  ['  ', 'production:etl/x'],
  ['dev:etl/x , ', 'dev:etl/x, production:etl/x'],
])('appends to %j', (present, expected) => {
  expect(
    withDeployment(present, { instance: 'production', title: 'etl/x' }),
  ).toBe(expected);
});
