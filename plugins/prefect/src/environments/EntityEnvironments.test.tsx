import { screen, within } from '@testing-library/react';
import {
  aComparedDeployment,
  anEnvironmentCell,
  anInstance,
  expectNoAxeViolations,
  renderPage,
  settled,
  startPortalFake,
} from '../testing';
import { EntityEnvironments } from './EntityEnvironments';

const portal = startPortalFake();

const dev = anInstance({ id: 'dev', title: 'Development' });
const staging = anInstance({ id: 'staging', title: 'Staging' });

const same = (title: string) =>
  aComparedDeployment({
    title,
    fields: [],
  });

const render = () =>
  renderPage(
    <EntityEnvironments
      entity={{ kind: 'component', namespace: 'default', name: 'bank' }}
    />,
  );

it('is not there with one instance, which is not asked either', async () => {
  render();
  await settled();
  expect(portal.asked('compareEnvironments')).toEqual([]);
});

it('is not there where nothing is on two instances', async () => {
  portal.answers('listInstances', { items: [dev, anInstance()] });
  portal.answers('compareEnvironments', {
    items: [aComparedDeployment({ cells: [anEnvironmentCell()] })],
    nextCursor: null,
  });
  render();
  await settled();
  expect(
    portal.asked('compareEnvironments').map(({ query }) => query.get('entity')),
  ).toEqual(['component:default/bank']);
  expect(screen.queryByText('Environments')).not.toBeInTheDocument();
});

it('has a column for each instance that is used, and can leave out what is the same', async () => {
  portal.answers('listInstances', { items: [dev, staging, anInstance()] });
  portal.answers('compareEnvironments', {
    items: [aComparedDeployment(), same('bank/same')],
    nextCursor: null,
  });
  const { user } = render();
  const section = within(
    await screen.findByRole('region', { name: 'Environments' }),
  );
  expect(
    section.getAllByRole('columnheader').map(header => header.textContent),
  ).toEqual(['Deployment', 'Development', 'Production', 'Differences']);
  section.getByRole('button', { name: 'bank/same: No difference' });
  await expectNoAxeViolations();

  await user.click(section.getByRole('switch', { name: 'Only differences' }));
  expect(section.queryByText('bank/same')).not.toBeInTheDocument();
  section.getByText('bank/reconcile');
});

it('says so when nothing differs', async () => {
  portal.answers('listInstances', { items: [dev, anInstance()] });
  portal.answers('compareEnvironments', {
    items: [same('bank/same')],
    nextCursor: null,
  });
  const { user } = render();
  await user.click(
    await screen.findByRole('switch', { name: 'Only differences' }),
  );
  await screen.findByText('All environments have the same.');
});
