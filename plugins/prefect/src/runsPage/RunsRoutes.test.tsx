import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { prefectPlugin } from '../plugin';
import { anId, aRun, aRunDetail, startPortalFake } from '../testing';

const portal = startPortalFake();

it('is mounted by the plugin: the list, and below it the page of a run', async () => {
  portal.answers('listRuns', {
    items: [aRun()],
    totalCount: 1,
    nextCursor: null,
  });
  portal.answers('getRun', aRunDetail());
  renderTestApp({
    features: [prefectPlugin],
    initialRouteEntries: [`/prefect/runs?deployment=${anId(100)}`],
  });
  const link = await screen.findByRole('link', {
    name: 'bank/reconcile imported-lion',
  });
  expect(portal.asked('listRuns').at(-1)?.query.get('deployment')).toBe(
    anId(100),
  );
  expect(screen.getByRole('tab', { name: 'Runs' })).toHaveAttribute(
    'aria-selected',
    'true',
  );

  await userEvent.click(link);
  expect(
    await screen.findByRole('heading', { name: 'bank/reconcile' }),
  ).toBeVisible();
  expect(portal.asked('getRun').at(-1)?.path).toEqual({
    instance: 'production',
    id: anId(1),
  });
});
